package gradus.autograd;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// Values are tracked during every test of the class.
interface TrackingValues {
  @BeforeEach
  default void track() {
    Autograd.trackValues(true);
  }

  @AfterEach
  default void stopTracking() {
    Autograd.trackValues(false);
  }
}
