package dev.sshwhy.report;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the asking has left behind at the servers: logins in their logs, and tries that count. */
final class Spent {
    private Spent() {}

    /** Whole sentences; none where no server was asked. */
    static List<String> of(Snapshot facts) {
        List<String> loggedIn = new ArrayList<>();
        int tries = 0;
        for (Snapshot there : facts.hosts()) {
            Optional<Handshake> handshake = there.handshake().seen();
            if (handshake.filter(it -> it.login() instanceof Login.Succeeded).isPresent()) {
                loggedIn.add(there.target().typedHost());
            }
            tries += handshake.map(Handshake::tries).orElse(0);
        }
        boolean atTargetAlone = facts.jumps().isEmpty();
        List<String> sentences = new ArrayList<>();
        if (!loggedIn.isEmpty()) {
            String where = atTargetAlone ? "" : " at " + String.join(", ", loggedIn);
            sentences.add(
                    loggedIn.size() == 1
                            ? "The login" + where
                                    + " was real: it was ended at once and ran nothing, but the server's log shows it."
                            : "The logins" + where
                                    + " were real: they were ended at once and ran nothing, but the servers' logs show"
                                    + " them.");
        }
        if (tries > 0 && (loggedIn.isEmpty() || !atTargetAlone)) {
            sentences.add("Asking cost " + tries + (tries == 1 ? " refused try" : " refused tries")
                    + (atTargetAlone ? " at the server" : " on the way") + ", no more than ssh itself spends.");
        }
        return sentences;
    }
}
