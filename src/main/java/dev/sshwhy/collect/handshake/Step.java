package dev.sshwhy.collect.handshake;

import dev.sshwhy.evidence.Handshake.Failure;
import java.time.Duration;

/**
 * How a step of the handshake ended.
 *
 * @param <T> what a completed step yields
 */
sealed interface Step<T> {
    /** It was completed. */
    record Done<T>(T value) implements Step<T> {}

    /** It was not, and the handshake ends here. */
    record Failed<T>(Failure failure) implements Step<T> {}

    static <T> Step<T> done(T value) {
        return new Done<>(value);
    }

    static <T> Step<T> failed(Failure.Kind kind, String saying, String seen) {
        return new Failed<>(new Failure(kind, saying, seen));
    }

    /** What is waited for did not come; {@code saying} ends before "within 10 s". */
    static <T> Step<T> timedOut(String saying, String seen, Duration limit) {
        return new Failed<>(Failure.timedOut(saying + " within " + Wording.seconds(limit), seen, limit));
    }

    static <T> Step<T> failed(Failure.Kind kind, String saying) {
        return failed(kind, saying, "");
    }
}
