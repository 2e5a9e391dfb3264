package gradus.autograd.kernel;

import gradus.autograd.DType;
import java.util.Arrays;

/// The memory behind tensors: one Java array, shared by all views of it.
///
/// The version counts the writes, so that a value which a derivative has saved can be told from one
/// that was changed since.
public abstract sealed class Storage {
  private volatile int version;
  private String lastWriter;
  private StackTraceElement lastWriteOrigin;
  private boolean saved;
  private long born;

  private Storage() {}

  /// 32-bit floating-point memory.
  public static final class F32 extends Storage {
    private float[] data;

    /// Shares `data`.
    public F32(float[] data) {
      this.data = data;
    }

    /// The elements.
    public float[] data() {
      return data;
    }

    @Override
    public DType dtype() {
      return DType.FLOAT32;
    }

    @Override
    public int length() {
      return data.length;
    }

    @Override
    public double get(int index) {
      return data[index];
    }

    @Override
    public long getLong(int index) {
      return (long) data[index];
    }

    @Override
    public void set(int index, double value) {
      data[index] = (float) value;
    }

    @Override
    public void setLong(int index, long value) {
      data[index] = value;
    }

    @Override
    public void copyRow(int from, int step, Storage to, int start, int toStep, int count) {
      switch (to) {
        case F32 other -> {
          float[] out = other.data;
          if (step == 0 && toStep == 1) {
            Arrays.fill(out, start, start + count, data[from]);
            return;
          }
          if (step == 1 && toStep == 1) {
            System.arraycopy(data, from, out, start, count);
            return;
          }
          for (int i = 0; i < count; i++) {
            out[start + i * toStep] = data[from + i * step];
          }
        }
        case F64 other -> {
          double[] out = other.data;
          for (int i = 0; i < count; i++) {
            out[start + i * toStep] = data[from + i * step];
          }
        }
        case I64 other -> {
          long[] out = other.data;
          for (int i = 0; i < count; i++) {
            out[start + i * toStep] = (long) data[from + i * step];
          }
        }
        case Bool other -> {
          boolean[] out = other.data;
          for (int i = 0; i < count; i++) {
            out[start + i * toStep] = data[from + i * step] != 0;
          }
        }
      }
    }
  }

  /// 64-bit floating-point memory.
  public static final class F64 extends Storage {
    private double[] data;

    /// Shares `data`.
    public F64(double[] data) {
      this.data = data;
    }

    /// The elements.
    public double[] data() {
      return data;
    }

    @Override
    public DType dtype() {
      return DType.FLOAT64;
    }

    @Override
    public int length() {
      return data.length;
    }

    @Override
    public double get(int index) {
      return data[index];
    }

    @Override
    public long getLong(int index) {
      return (long) data[index];
    }

    @Override
    public void set(int index, double value) {
      data[index] = value;
    }

    @Override
    public void setLong(int index, long value) {
      data[index] = value;
    }

    @Override
    public void copyRow(int from, int step, Storage to, int start, int toStep, int count) {
      switch (to) {
        case F32 other -> {
          float[] out = other.data;
          for (int i = 0; i < count; i++) {
            out[start + i * toStep] = (float) data[from + i * step];
          }
        }
        case F64 other -> {
          double[] out = other.data;
          if (step == 0 && toStep == 1) {
            Arrays.fill(out, start, start + count, data[from]);
            return;
          }
          if (step == 1 && toStep == 1) {
            System.arraycopy(data, from, out, start, count);
            return;
          }
          for (int i = 0; i < count; i++) {
            out[start + i * toStep] = data[from + i * step];
          }
        }
        case I64 other -> {
          long[] out = other.data;
          for (int i = 0; i < count; i++) {
            out[start + i * toStep] = (long) data[from + i * step];
          }
        }
        case Bool other -> {
          boolean[] out = other.data;
          for (int i = 0; i < count; i++) {
            out[start + i * toStep] = data[from + i * step] != 0;
          }
        }
      }
    }
  }

  /// 64-bit integer memory.
  public static final class I64 extends Storage {
    private long[] data;

    /// Shares `data`.
    public I64(long[] data) {
      this.data = data;
    }

    /// The elements.
    public long[] data() {
      return data;
    }

    @Override
    public DType dtype() {
      return DType.INT64;
    }

    @Override
    public int length() {
      return data.length;
    }

    @Override
    public double get(int index) {
      return data[index];
    }

    @Override
    public long getLong(int index) {
      return data[index];
    }

    @Override
    public void set(int index, double value) {
      data[index] = (long) value;
    }

    @Override
    public void setLong(int index, long value) {
      data[index] = value;
    }

    @Override
    public void copyRow(int from, int step, Storage to, int start, int toStep, int count) {
      switch (to) {
        case F32 other -> {
          float[] out = other.data;
          for (int i = 0; i < count; i++) {
            out[start + i * toStep] = data[from + i * step];
          }
        }
        case F64 other -> {
          double[] out = other.data;
          for (int i = 0; i < count; i++) {
            out[start + i * toStep] = data[from + i * step];
          }
        }
        case I64 other -> {
          long[] out = other.data;
          if (step == 0 && toStep == 1) {
            Arrays.fill(out, start, start + count, data[from]);
            return;
          }
          for (int i = 0; i < count; i++) {
            out[start + i * toStep] = data[from + i * step];
          }
        }
        case Bool other -> {
          boolean[] out = other.data;
          for (int i = 0; i < count; i++) {
            out[start + i * toStep] = data[from + i * step] != 0;
          }
        }
      }
    }
  }

  /// True-or-false memory; as a number, true is 1.
  public static final class Bool extends Storage {
    private boolean[] data;

    /// Shares `data`.
    public Bool(boolean[] data) {
      this.data = data;
    }

    /// The elements.
    public boolean[] data() {
      return data;
    }

    @Override
    public DType dtype() {
      return DType.BOOL;
    }

    @Override
    public int length() {
      return data.length;
    }

    @Override
    public double get(int index) {
      return data[index] ? 1 : 0;
    }

    @Override
    public long getLong(int index) {
      return data[index] ? 1 : 0;
    }

    @Override
    public void set(int index, double value) {
      data[index] = value != 0;
    }

    @Override
    public void setLong(int index, long value) {
      data[index] = value != 0;
    }

    @Override
    public void copyRow(int from, int step, Storage to, int start, int toStep, int count) {
      switch (to) {
        case F32 other -> {
          float[] out = other.data;
          for (int i = 0; i < count; i++) {
            out[start + i * toStep] = data[from + i * step] ? 1 : 0;
          }
        }
        case F64 other -> {
          double[] out = other.data;
          for (int i = 0; i < count; i++) {
            out[start + i * toStep] = data[from + i * step] ? 1 : 0;
          }
        }
        case I64 other -> {
          long[] out = other.data;
          for (int i = 0; i < count; i++) {
            out[start + i * toStep] = data[from + i * step] ? 1 : 0;
          }
        }
        case Bool other -> {
          boolean[] out = other.data;
          if (step == 0 && toStep == 1) {
            Arrays.fill(out, start, start + count, data[from]);
            return;
          }
          for (int i = 0; i < count; i++) {
            out[start + i * toStep] = data[from + i * step];
          }
        }
      }
    }
  }

  /// Memory of `length` zeros (or falses).
  public static Storage allocate(DType dtype, int length) {
    return switch (dtype) {
      case FLOAT32 -> new F32(new float[length]);
      case FLOAT64 -> new F64(new double[length]);
      case INT64 -> new I64(new long[length]);
      case BOOL -> new Bool(new boolean[length]);
    };
  }

  /// Memory of one element, converted to this type.
  public static Storage of(DType dtype, double value) {
    Storage one = allocate(dtype, 1);
    one.set(0, value);
    return one;
  }

  /// Memory of `length` elements, whatever they are: for a result of which all will be written.
  static Storage unwritten(DType dtype, int length) {
    return switch (dtype) {
      case FLOAT32 -> new F32(Spares.floats(length));
      case FLOAT64 -> new F64(Spares.doubles(length));
      case INT64, BOOL -> allocate(dtype, length);
    };
  }

  /// The type of the elements.
  public abstract DType dtype();

  /// The number of elements.
  public abstract int length();

  /// The element at `index` as a `double`.
  public abstract double get(int index);

  /// The element at `index` as a `long`; a fraction is cut off.
  public abstract long getLong(int index);

  /// Sets the element at `index`, converted to this type.
  public abstract void set(int index, double value);

  /// Sets the element at `index`, converted to this type.
  public abstract void setLong(int index, long value);

  /// Copies `count` elements, `step` apart from `from` on, to `to`, `toStep` apart from `start` on,
  /// and converts them to the type of `to`.
  public abstract void copyRow(int from, int step, Storage to, int start, int toStep, int count);

  /// Sets `count` elements from `start` on.
  void fill(int start, int count, double value) {
    switch (this) {
      case F32 s -> Arrays.fill(s.data, start, start + count, (float) value);
      case F64 s -> Arrays.fill(s.data, start, start + count, value);
      case I64 s -> Arrays.fill(s.data, start, start + count, (long) value);
      case Bool s -> Arrays.fill(s.data, start, start + count, value != 0);
    }
  }

  /// Another storage on the same Java array, with a version of its own.
  public Storage standIn() {
    return switch (this) {
      case F32 s -> new F32(s.data);
      case F64 s -> new F64(s.data);
      case I64 s -> new I64(s.data);
      case Bool s -> new Bool(s.data);
    };
  }

  /// Goes on with a copy of the elements, so that writes through another storage on the same Java
  /// array no longer show.
  public void unshare() {
    switch (this) {
      case F32 s -> s.data = s.data.clone();
      case F64 s -> s.data = s.data.clone();
      case I64 s -> s.data = s.data.clone();
      case Bool s -> s.data = s.data.clone();
    }
  }

  /// Tells whether both are made of the same Java array.
  public boolean sharesArrayWith(Storage other) {
    return array() == other.array();
  }

  private Object array() {
    return switch (this) {
      case F32 s -> s.data;
      case F64 s -> s.data;
      case I64 s -> s.data;
      case Bool s -> s.data;
    };
  }

  /// The number of writes so far.
  public int version() {
    return version;
  }

  /// Counts a write by the operation `writer`, made at `origin` (null where origins are not
  /// tracked).
  @SuppressWarnings("NonAtomicOperationOnVolatileField") // one thread writes, many may read
  public void written(String writer, StackTraceElement origin) {
    lastWriter = writer;
    lastWriteOrigin = origin;
    version = version + 1;
  }

  /// The name of the operation that wrote last; null where none has.
  public String lastWriter() {
    return lastWriter;
  }

  /// Where the last write was made; null where origins were not tracked.
  public StackTraceElement lastWriteOrigin() {
    return lastWriteOrigin;
  }

  /// Notes that a derivative keeps these elements.
  public void markSaved() {
    saved = true;
  }

  /// Tells whether a derivative keeps these elements.
  public boolean isSaved() {
    return saved;
  }

  /// The call of a derivative during which this memory was made; 0 outside of all.
  public long born() {
    return born;
  }

  /// Notes the call of a derivative during which this memory was made.
  public void bornDuring(long call) {
    born = call;
  }
}
