package dev.sshwhy.rule;

import dev.sshwhy.evidence.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a check found. Title and severity are its page's; the engine brings both together.
 *
 * @param subject what it is about
 * @param message one sentence with the real values
 * @param certainty how sure it is
 * @param effect what it does here, when that is less than the most that its page tells
 * @param evidence what was seen; never empty
 * @param fix what makes it go away
 */
public record Finding(
        Subject subject,
        String message,
        Certainty certainty,
        Optional<Effect> effect,
        List<Evidence> evidence,
        Optional<Fix> fix) {
    public Finding {
        evidence = List.copyOf(evidence);
    }

    public static Finding of(Certainty certainty, Subject subject, String message) {
        return new Finding(subject, message, certainty, Optional.empty(), List.of(), Optional.empty());
    }

    public Finding seen(Span span, String saying) {
        List<Evidence> all = new ArrayList<>(evidence);
        all.add(new Evidence(span, saying));
        return new Finding(subject, message, certainty, effect, all, fix);
    }

    public Finding withCertainty(Certainty theCertainty) {
        return new Finding(subject, message, theCertainty, effect, evidence, fix);
    }

    public Finding withMessage(String theMessage) {
        return new Finding(subject, theMessage, certainty, effect, evidence, fix);
    }

    /** The same, where the account's field is known to be this file. */
    public Finding movedTo(String file) {
        List<Evidence> all = evidence.stream().map(it -> it.movedTo(file)).toList();
        return new Finding(subject, message, certainty, effect, all, fix);
    }

    public Finding withFix(Fix theFix) {
        return new Finding(subject, message, certainty, effect, evidence, Optional.of(theFix));
    }

    public Finding withEffect(Effect theEffect) {
        return new Finding(subject, message, certainty, Optional.of(theEffect), evidence, fix);
    }
}
