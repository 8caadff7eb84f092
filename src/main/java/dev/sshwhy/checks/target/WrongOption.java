package dev.sshwhy.checks.target;

import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Outcome;
import java.util.Optional;

/** An option of another program, in another place or without its value; and the colon that scp wants. */
public final class WrongOption implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        Optional<Slip> slip = switch (facts.target().program()) {
            case SSH -> OptionSlips.find(facts).or(() -> SshSlips.find(facts));
            case SCP, SFTP -> OptionSlips.find(facts).or(() -> CopySlips.find(facts));
            case RSYNC -> RsyncSlips.find(facts).or(() -> NoColon.find(facts));
            case GIT -> NoColon.find(facts);
        };
        return slip.map(it -> Outcome.of(it.finding(facts))).orElseGet(Outcome::clear);
    }
}
