package dev.sshwhy.report.redaction;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Copies records, whatever they hold, with each text in them changed. A component that is added to a record one day is
 * changed as well, without anybody having to think of it.
 */
final class RecordCopy {
    /** What becomes of what is met. */
    interface Changes {
        /** The text of a record's component as it may be shown. */
        String text(Class<?> record, String component, String text);

        /** A record that wants more than its texts changed; empty for the others. */
        Optional<Record> special(Record record);
    }

    private final Changes changes;

    RecordCopy(Changes changes) {
        this.changes = changes;
    }

    @SuppressWarnings("unchecked")
    <T> T copy(T value, Class<?> owner, String component) {
        return (T) copied(value, owner, component);
    }

    private Object copied(Object value, Class<?> owner, String component) {
        if (value instanceof String text) {
            return changes.text(owner, component, text);
        }
        if (value instanceof Optional<?> optional) {
            return optional.map(it -> copied(it, owner, component));
        }
        if (value instanceof Collection<?> values) {
            return values.stream().map(it -> copied(it, owner, component)).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, it) -> copy.put(copied(key, owner, component + " name"), copied(it, owner, component)));
            return copy;
        }
        if (value instanceof Record record) {
            return changes.special(record).orElseGet(() -> record(record));
        }
        boolean tellsNothing = value instanceof Enum<?>
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof OptionalInt
                || value instanceof Duration
                || value instanceof Instant;
        if (!tellsNothing) {
            throw new IllegalStateException(
                    "nobody knows what may be shown of a " + value.getClass().getName());
        }
        return value;
    }

    /** The same kind of record with its components changed. */
    @SuppressWarnings("unchecked")
    <R extends Record> R record(R record) {
        try {
            RecordComponent[] components = record.getClass().getRecordComponents();
            Class<?>[] types = new Class<?>[components.length];
            Object[] values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                values[i] =
                        copied(components[i].getAccessor().invoke(record), record.getClass(), components[i].getName());
            }
            Constructor<?> constructor = record.getClass().getDeclaredConstructor(types);
            return (R) constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a " + record.getClass().getName() + " cannot be copied", e);
        }
    }
}
