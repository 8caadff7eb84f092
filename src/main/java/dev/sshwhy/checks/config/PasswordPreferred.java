package dev.sshwhy.checks.config;

import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** PreferredAuthentications has a method that asks in front of publickey, so that ssh asks although a key would do. */
public final class PasswordPreferred implements Check {
    private static final String KEYS = "publickey";
    private static final String PASSWORD = "password";
    private static final String DIALOGUE = "keyboard-interactive";

    @Override
    public Outcome check(Snapshot facts) {
        Configuration configuration = facts.configuration();
        Optional<ConfigValue> setting = configuration.first("preferredauthentications");
        boolean off = configuration.text("pubkeyauthentication", "yes").matches("(?i)no|false");
        if (setting.isEmpty() || off || configuration.isOn("batchmode", false)) {
            return Outcome.clear();
        }
        List<String> methods = ConfigLines.commaList(setting.get().value());
        List<String> asking = methods.subList(0, Math.max(0, methods.indexOf(KEYS))).stream()
                .filter(it -> asks(configuration, it))
                .toList();
        if (asking.isEmpty()) {
            return Outcome.clear();
        }
        Optional<Handshake> server = facts.authentication();
        if (server.isEmpty()) {
            return Outcome.of(finding(facts, setting.get(), asking, Certainty.POSSIBLE));
        }
        List<String> offered = server.get().methods();
        List<String> met = asking.stream().filter(offered::contains).toList();
        if (met.isEmpty() || !offered.contains(KEYS) || server.get().isDistrusted()) {
            return Outcome.clear();
        }
        // A server may offer a dialogue and have nothing to ask.
        Certainty certainty = met.contains(PASSWORD) ? Certainty.PROVEN : Certainty.LIKELY;
        return Outcome.of(finding(facts, setting.get(), met, certainty)
                .seen(Span.of(Span.SERVER, String.join(",", offered)), "offers " + met.get(0) + " beside keys"));
    }

    private static boolean asks(Configuration configuration, String method) {
        return switch (method) {
            case PASSWORD ->
                configuration.isOn("passwordauthentication", true)
                        && !configuration.text("numberofpasswordprompts", "3").equals("0");
            case DIALOGUE -> configuration.isOn("kbdinteractiveauthentication", true);
            default -> false;
        };
    }

    private static Finding finding(Snapshot facts, ConfigValue setting, List<String> asking, Certainty certainty) {
        Span at = setting.setAt();
        return Finding.of(
                        certainty,
                        Subject.use(),
                        ConfigLines.capital(ConfigLines.place(facts.machine(), at))
                                + " sets PreferredAuthentications " + setting.value() + ": ssh tries "
                                + String.join(" and ", asking) + " before any key, and so asks first"
                                + (certainty == Certainty.POSSIBLE ? ", where the server takes that." : "."))
                .seen(at, "has " + asking.get(0) + " in front of publickey")
                .withEffect(Effect.PROMPTS)
                .withFix(fix(facts, at, withKeysBefore(asking.get(0), setting.value())));
    }

    private static String withKeysBefore(String asking, String value) {
        List<String> methods = new ArrayList<>(ConfigLines.commaList(value));
        methods.removeIf(KEYS::equals);
        methods.add(methods.indexOf(asking), KEYS);
        return String.join(",", methods);
    }

    private static Fix fix(Snapshot facts, Span at, String good) {
        return ConfigLines.overruled(facts, at, "PreferredAuthentications", good)
                .orElseGet(() -> ConfigLines.replaceLine(
                        Fix.safe("Put keys first: change " + ConfigLines.place(facts.machine(), at) + "."),
                        at,
                        ConfigLines.withValue(at.text(), good)));
    }
}
