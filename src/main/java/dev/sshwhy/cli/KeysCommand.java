package dev.sshwhy.cli;

import dev.sshwhy.checks.BuiltInChecks;
import dev.sshwhy.collect.KeyLookup;
import dev.sshwhy.evidence.Certificate;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.KeyFormat;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.keys.Certificates;
import dev.sshwhy.report.KeysJson;
import dev.sshwhy.report.KeysReport;
import dev.sshwhy.report.KeysReport.Entry;
import dev.sshwhy.rule.Catalogue;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Engine;
import dev.sshwhy.rule.RuleFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code sshwhy keys [FILE…]}: what each key file is, and whether ssh could use it. */
final class KeysCommand {
    /** What is said of a login, and not of a file. */
    private static final Set<String> ABOUT_LOGINS = Set.of("key/no-identity", "key/not-offered");

    private static final String PUBLIC_HALF_NAMED = "key/public-half-named";

    private final Arguments arguments;
    private final Streams streams;
    private final Engine engine;

    KeysCommand(Arguments arguments, Streams streams, Catalogue catalogue) {
        this.arguments = arguments;
        this.streams = streams;
        List<Check> checks = BuiltInChecks.all().stream()
                .filter(it -> it.id().startsWith("key/") && !ABOUT_LOGINS.contains(it.id()))
                .toList();
        this.engine = new Engine(checks, catalogue);
    }

    int run() throws UsageException {
        Output output = new Output(arguments, streams);
        boolean json = output.isJson();
        Whose whose = Whose.of(arguments, streams);
        KeyLookup lookup = new KeyLookup(whose.surroundings(), streams.clock().instant());
        List<Entry> entries = new ArrayList<>();
        for (String file : arguments.words().isEmpty() ? lookup.ofHome() : arguments.words()) {
            entries.add(entry(file, lookup.at(file)));
        }
        output.print(json ? KeysJson.of(entries) : KeysReport.of(entries, lookup.machine(), output.style()));
        return entries.stream().anyMatch(Entry::hasErrors) ? 1 : 0;
    }

    private Entry entry(String file, Snapshot facts) {
        Optional<Identity> identity = facts.identities().stream().findFirst();
        List<RuleFinding> findings = engine.run(facts).findings().stream()
                .filter(it -> !(it.rule().equals(PUBLIC_HALF_NAMED) && isMeantToBePublic(file, identity)))
                .toList();
        Optional<Certificate> certificate = identity.flatMap(it -> it.file().seen())
                .flatMap(KeyFile::publicKey)
                .flatMap(Certificates::of);
        return new Entry(file, identity, certificate, findings);
    }

    /** A public key in a file that is called like one is no mistake until somebody names it as a private key. */
    private static boolean isMeantToBePublic(String file, Optional<Identity> identity) {
        KeyFormat format =
                identity.flatMap(it -> it.file().seen()).map(it -> it.format()).orElse(KeyFormat.UNKNOWN);
        return file.endsWith(".pub") || (format != KeyFormat.PUBLIC && !format.isPrivate());
    }
}
