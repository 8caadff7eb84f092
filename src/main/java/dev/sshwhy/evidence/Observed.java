package dev.sshwhy.evidence;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A fact that may not have been seen. "It is not there" and "I could not look" lead to different conclusions, so they
 * are different shapes.
 *
 * @param <T> the fact itself
 */
public sealed interface Observed<T> {

    /** It was seen. A fact that is only partly readable is present, and says itself what is damaged. */
    record Present<T>(T fact) implements Observed<T> {}

    /** It was looked for at {@code where}, and is not there. */
    record Absent<T>(String where) implements Observed<T> {}

    /** It is at {@code where}, but could not be read, for {@code reason}, in words for a user. */
    record Unreadable<T>(String where, String reason) implements Observed<T> {}

    /** Nobody looked, because {@code why}. */
    record NotLookedAt<T>(String why) implements Observed<T> {}

    static <T> Observed<T> present(T fact) {
        return new Present<>(fact);
    }

    static <T> Observed<T> absent(String where) {
        return new Absent<>(where);
    }

    static <T> Observed<T> unreadable(String where, String reason) {
        return new Unreadable<>(where, reason);
    }

    static <T> Observed<T> notLookedAt(String why) {
        return new NotLookedAt<>(why);
    }

    /** The fact, where it was seen. */
    default Optional<T> seen() {
        return this instanceof Present<T> present ? Optional.of(present.fact()) : Optional.empty();
    }

    /** One answer for each of the four shapes. */
    default <R> R match(
            Function<T, R> present,
            Function<String, R> absent,
            BiFunction<String, String, R> unreadable,
            Function<String, R> notLookedAt) {
        if (this instanceof Present<T> it) {
            return present.apply(it.fact());
        }
        if (this instanceof Absent<T> it) {
            return absent.apply(it.where());
        }
        if (this instanceof Unreadable<T> it) {
            return unreadable.apply(it.where(), it.reason());
        }
        return notLookedAt.apply(((NotLookedAt<T>) this).why());
    }
}
