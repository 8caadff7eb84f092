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
public final class RecordCopy {
    /** What becomes of what is met. */
    public interface Changes {
        /** What is told in place of a text; a map's keys belong to the component "… name". */
        String text(String component, String text);

        /** A record that wants more than its texts changed; empty for the others. */
        Optional<Record> special(Record record);
    }

    private final Changes changes;

    public RecordCopy(Changes changes) {
        this.changes = changes;
    }

    /** A value of a component. */
    @SuppressWarnings("unchecked")
    public <T> T copy(T value, String component) {
        return (T) copied(value, component);
    }

    private Object copied(Object value, String component) {
        if (value instanceof String text) {
            return changes.text(component, text);
        }
        if (value instanceof Optional<?> optional) {
            return optional.map(it -> copied(it, component));
        }
        if (value instanceof Collection<?> values) {
            return values.stream().map(it -> copied(it, component)).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, it) -> copy.put(copied(key, component + " name"), copied(it, component)));
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
    public <R extends Record> R record(R record) {
        try {
            RecordComponent[] components = record.getClass().getRecordComponents();
            Class<?>[] types = new Class<?>[components.length];
            Object[] values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                values[i] = copied(components[i].getAccessor().invoke(record), components[i].getName());
            }
            Constructor<?> constructor = record.getClass().getDeclaredConstructor(types);
            return (R) constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a " + record.getClass().getName() + " cannot be copied", e);
        }
    }
}
