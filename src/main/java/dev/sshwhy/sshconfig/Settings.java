package dev.sshwhy.sshconfig;

import dev.sshwhy.evidence.Patterns;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.sshconfig.Statement.Effect;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The options as they fill up while the files are read (OpenSSH readconf.h Options). */
final class Settings {
    /** Two options share these names with another value in the file, but are set on their own. */
    static final String FORWARD_AGENT_PATH = "forwardagent path";

    /** What -W and -O ask for, which no file can and ssh -G does not print. */
    static final String STANDARD_STREAMS = "standard streams";

    static final String CONTROL_COMMAND = "control command";

    private static final int MOST_ADDED = 100;

    static final String REKEY_INTERVAL = "rekeylimit interval";
    static final String PROXY_JUMP = "proxyjump";
    static final String PROXY_COMMAND = "proxycommand";
    static final String SEND_ENV = "sendenv";
    static final String SET_ENV = "setenv";

    /** Whose word a value is; equal files of different origins are offered twice (readconf.c add_identity_file). */
    enum Origin {
        SYSTEM_FILE,
        /** The user's own files, and -o. */
        USER,
        /** ssh -i. */
        IDENTITY_LETTER
    }

    /** A value and who set it. */
    record Entry(String value, Span at, Origin origin) {}

    /** A forward and the line that asks for it. */
    record ForwardEntry(Forward forward, Span at) {}

    private final Map<String, List<Entry>> values = new HashMap<>();
    private final Map<String, Set<Span>> shadowed = new HashMap<>();
    private final Map<Forward, Span> known = new HashMap<>();
    private final List<ForwardEntry> forwards = new ArrayList<>();
    private final Set<String> weak = new HashSet<>();
    private final boolean anyJumpKeepsCommandsOff;
    private Optional<Jump> jump = Optional.empty();

    Settings(SshRelease release) {
        // Debian and Ubuntu brought this change of 10.3 to their older ssh, with the check of typed names.
        this.anyJumpKeepsCommandsOff = !release.isAtLeast(1003) && release.vendor() != SshRelease.Vendor.DEBIAN;
    }

    /**
     * Lets a setting take effect; {@code active} is whether its block matches. False when there are already as many values as
     * ssh holds (ssh.h SSH_MAX_IDENTITY_FILES).
     */
    boolean apply(Effect effect, Span at, boolean active, Origin origin) {
        if (effect instanceof Effect.FirstAnywhere it) {
            first(it.option(), it.value(), at, origin);
        } else if (effect instanceof Effect.LastAnywhere it) {
            last(it.option(), it.value(), at, origin);
        } else if (!active) {
            return true;
        } else if (effect instanceof Effect.First it) {
            first(it.option(), it.value(), at, origin);
        } else if (effect instanceof Effect.Weak it) {
            if (entries(it.option()).isEmpty()) {
                first(it.option(), it.value(), at, origin);
                weak.add(it.option());
            }
        } else if (effect instanceof Effect.Last it) {
            last(it.option(), it.value(), at, origin);
        } else if (effect instanceof Effect.Add it) {
            return add(it.option(), new Entry(it.value(), at, origin));
        } else if (effect instanceof Effect.AddForward it) {
            if (known.putIfAbsent(it.forward(), at) == null) {
                forwards.add(new ForwardEntry(it.forward(), at));
            }
        } else if (effect instanceof Effect.SendEnv it) {
            sendEnv(it.names(), at, origin);
        } else if (effect instanceof Effect.SetEnv it) {
            setEnv(it.assignments(), at, origin);
        } else if (effect instanceof Effect.ProxyCommand it) {
            proxyCommand(it.command(), at, origin);
        } else if (effect instanceof Effect.ProxyJump it) {
            proxyJump(it.jump(), at, origin);
        }
        return true;
    }

    private void first(String option, String value, Span at, Origin origin) {
        List<Entry> entries = entries(option);
        if (weak.remove(option)) {
            entries.clear();
        }
        if (entries.isEmpty()) {
            entries.add(new Entry(value, at, origin));
        } else {
            shadow(option, at);
        }
    }

    private void last(String option, String value, Span at, Origin origin) {
        List<Entry> entries = entries(option);
        entries.forEach(it -> shadow(option, it.at()));
        entries.clear();
        entries.add(new Entry(value, at, origin));
    }

    /** A repeated value counts once, but the system-wide file counts for itself (add_identity_file). */
    private boolean add(String option, Entry entry) {
        List<Entry> entries = entries(option);
        if (entries.size() >= MOST_ADDED) {
            return false;
        }
        for (Entry it : entries) {
            if (it.value().equals(entry.value()) && it.origin() == entry.origin()) {
                return true;
            }
        }
        return entries.add(entry);
    }

    private void sendEnv(List<String> names, Span at, Origin origin) {
        for (String name : names) {
            if (name.startsWith("-")) {
                entries(SEND_ENV).removeIf(it -> Patterns.matches(it.value(), name.substring(1)));
            } else {
                entries(SEND_ENV).add(new Entry(name, at, origin));
            }
        }
    }

    private void setEnv(List<String> assignments, Span at, Origin origin) {
        List<Entry> entries = entries(SET_ENV);
        if (!entries.isEmpty()) {
            shadow(SET_ENV, at);
            return;
        }
        Set<String> names = new LinkedHashSet<>();
        for (String assignment : assignments) {
            if (names.add(assignment.substring(0, assignment.indexOf('=')))) {
                entries.add(new Entry(assignment, at, origin));
            }
        }
    }

    /** Whichever of ProxyCommand and ProxyJump comes first wins over the other too. */
    private void proxyCommand(String command, Span at, Origin origin) {
        // Since 10.3 a ProxyJump of "none" keeps later ProxyJump lines off, not ProxyCommand.
        if (anyJumpKeepsCommandsOff
                ? jump.isPresent()
                : jump.flatMap(Jump::last).isPresent()) {
            shadow(PROXY_JUMP, at);
        } else {
            first(PROXY_COMMAND, command, at, origin);
        }
    }

    private void proxyJump(Jump wanted, Span at, Origin origin) {
        if (!entries(PROXY_COMMAND).isEmpty()) {
            shadow(PROXY_COMMAND, at);
            return;
        }
        if (jump.isEmpty()) {
            jump = Optional.of(wanted);
        }
        first(PROXY_JUMP, wanted.shown(), at, origin);
    }

    /** Replaces a value by what ssh makes of it in the end. */
    void replace(String option, String value) {
        entries(option).replaceAll(it -> new Entry(value, it.at(), it.origin()));
    }

    void remove(String option) {
        values.remove(option);
    }

    void clearForwards() {
        forwards.clear();
    }

    private void shadow(String option, Span at) {
        boolean itself = entries(option).stream().anyMatch(it -> it.at().equals(at));
        // What the command line says twice is no shadowed line.
        if (!itself && at.line() > 0) {
            shadowed.computeIfAbsent(option, key -> new LinkedHashSet<>()).add(at);
        }
    }

    private List<Entry> entries(String option) {
        return values.computeIfAbsent(option, key -> new ArrayList<>());
    }

    List<Entry> all(String option) {
        return Collections.unmodifiableList(values.getOrDefault(option, List.of()));
    }

    Optional<Entry> entry(String option) {
        List<Entry> entries = values.getOrDefault(option, List.of());
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(0));
    }

    /** Whether ssh itself would see the option as set. */
    boolean isSet(String option) {
        return entry(option).isPresent() && !weak.contains(option);
    }

    String value(String option, String otherwise) {
        return entry(option).map(Entry::value).orElse(otherwise);
    }

    List<Span> shadowed(String option) {
        return shadowed.isEmpty() ? List.of() : List.copyOf(shadowed.getOrDefault(option, Set.of()));
    }

    Optional<Jump> jump() {
        return jump;
    }

    List<ForwardEntry> forwards() {
        return Collections.unmodifiableList(forwards);
    }

    Set<String> options() {
        return Collections.unmodifiableSet(values.keySet());
    }
}
