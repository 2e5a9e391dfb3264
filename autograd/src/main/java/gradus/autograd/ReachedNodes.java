package gradus.autograd;

import java.util.Arrays;

/// The nodes that a walk has reached and not yet run, as a binary heap: the one with the highest
/// number comes first.
final class ReachedNodes {
  private Node[] heap = new Node[8];
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  void push(Node node) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, size * 2);
    }
    int at = size++;
    while (at > 0 && heap[(at - 1) / 2].number < node.number) {
      heap[at] = heap[(at - 1) / 2];
      at = (at - 1) / 2;
    }
    heap[at] = node;
  }

  Node pop() {
    Node top = heap[0];
    Node last = heap[--size];
    heap[size] = null;
    if (size == 0) {
      return top;
    }
    int at = 0;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && heap[child + 1].number > heap[child].number) {
        child++;
      }
      if (heap[child].number <= last.number) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = last;
    return top;
  }
}
