package dev.sshwhy.checks.agent;

import dev.sshwhy.checks.config.ConfigLines;
import dev.sshwhy.checks.target.TypedCommand;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.KeyFormat;
import dev.sshwhy.evidence.OperatingSystem;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.ShellQuotes;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Fix;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A key of the agent, named to ssh by a file, as IdentitiesOnly wants it.
 *
 * @param file either half of it on this machine, or where its public half is to be saved
 * @param toSave what to write into that file; empty where it is there
 */
record NamedKey(String file, Optional<PublicKey> toSave) {
    /** Files that ssh takes no key from: another program's, and a certificate, which is offered as a key of its own. */
    private static final Set<KeyFormat> NO_USE = EnumSet.of(
            KeyFormat.PPK_2,
            KeyFormat.PPK_3,
            KeyFormat.SSH2_PRIVATE,
            KeyFormat.PUBLIC_RFC4716,
            KeyFormat.PUBLIC_PEM,
            KeyFormat.CERTIFICATE);

    /** The file that holds either half of a key; where none does, one to be made. */
    static NamedKey of(Snapshot facts, PublicKey key) {
        return facts.localKeys().stream()
                .filter(it -> !NO_USE.contains(it.format()))
                .filter(it -> it.publicKey().filter(key::isSameKeyAs).isPresent())
                .map(KeyFile::path)
                .min(Comparator.naturalOrder()) // X before X.pub
                .map(it -> new NamedKey(it, Optional.empty()))
                .orElseGet(() -> new NamedKey(unused(facts), Optional.of(key)));
    }

    /** A name that no other key has, lest that one be lost. */
    private static String unused(Snapshot facts) {
        Set<String> used = facts.localKeys().stream().map(KeyFile::path).collect(Collectors.toSet());
        String start = facts.machine().home() + "/.ssh/agent_key";
        return Stream.concat(
                        Stream.of(start), IntStream.iterate(2, it -> it + 1).mapToObj(it -> start + it))
                .map(it -> it + ".pub")
                .filter(it -> !used.contains(it))
                .findFirst()
                .orElseThrow();
    }

    /**
     * The steps that name it: for once by the typed command, and for good in the configuration.
     *
     * @param alone whether the agent's other keys are to be kept back, too
     */
    Fix fix(Snapshot facts, String purpose, boolean alone) {
        String path = facts.shown(file);
        Stream<String> only = alone ? Stream.of("-o", "IdentitiesOnly=yes") : Stream.empty();
        Stream<String> name = isTyped(facts) ? Stream.empty() : Stream.of("-i", file);
        String[] options = Stream.concat(only, name).toArray(String[]::new);
        Optional<String> command = TypedCommand.withOptions(facts, options);
        Fix fix = Fix.manual((toSave.isPresent() ? "Save the key's public half, and " : "")
                + (toSave.isPresent() ? purpose : Character.toUpperCase(purpose.charAt(0)) + purpose.substring(1))
                + (command.isPresent() ? ": once by the command, or for good in the config:" : " in the config:"));
        if (toSave.isPresent()) {
            fix = saved(facts, fix, toSave.get());
        }
        if (command.isPresent()) {
            fix = fix.paste(command.get());
        }
        String escaped = path.replace("%", "%%"); // ssh_config(5), TOKENS
        List<String> lines =
                List.of("Host " + facts.target().typedHost(), "  IdentityFile " + ConfigLines.quoted(escaped));
        return fix.edit(
                facts.machine().home() + "/.ssh/config",
                String.join("\n", lines) + (alone ? "\n  IdentitiesOnly yes" : ""));
    }

    /** Whether the command names it already. */
    private boolean isTyped(Snapshot facts) {
        return facts.identities().stream()
                .anyMatch(it -> it.namedBy() == Identity.NamedBy.COMMAND_LINE
                        && it.path().equals(file));
    }

    /** Type and letters are enough of it. */
    private Fix saved(Snapshot facts, Fix fix, PublicKey key) {
        return facts.machine().operatingSystem() == OperatingSystem.WINDOWS
                ? fix.edit(file, key.line())
                : fix.run(
                        "sh",
                        "-c",
                        "echo " + ShellQuotes.around(key.type() + " " + key.blob()) + " > " + ShellQuotes.around(file));
    }
}
