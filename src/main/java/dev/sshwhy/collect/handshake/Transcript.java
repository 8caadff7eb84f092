package dev.sshwhy.collect.handshake;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Handshake.Reached;
import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.KeyAnswer;
import dev.sshwhy.evidence.KeyAnswer.Answer;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes down what happens, step by step, and makes a record of it at the end. */
final class Transcript {
    private final List<KeyAnswer> answers = new ArrayList<>();
    private String address;
    private Reached reached = Reached.NOTHING;
    private Optional<String> ident = Optional.empty();
    private Optional<HostKey> hostKey = Optional.empty();
    private Map<String, String> algorithms = Map.of();
    private List<String> methods = List.of();
    private Optional<String> banner = Optional.empty();
    private int tries;
    private boolean cutOff;
    private Login login = new Login.NotTried("the server was not asked about any key");
    private Optional<Failure> failure = Optional.empty();

    Transcript(String address) {
        this.address = address;
    }

    void resolved(String first) {
        address = first;
        reached = Reached.NAME;
    }

    void connected(String to) {
        address = to;
        reached = Reached.TCP;
    }

    void greeted(String line) {
        ident = Optional.of(line);
        reached = Reached.GREETING;
    }

    void exchanged(Map<String, String> agreed) {
        algorithms = agreed;
        reached = Reached.KEX;
    }

    void judged(HostKey key) {
        hostKey = Optional.of(key);
        reached = Reached.HOSTKEY;
    }

    void offered(List<String> names) {
        methods = names;
        reached = Reached.AUTH;
    }

    void shown(Optional<String> text) {
        banner = text;
    }

    /** The first answer about a key counts: the same key may be offered as a file and by the agent. */
    void answered(PublicKey key, Answer answer, String saying) {
        if (answers.stream().noneMatch(it -> it.key().isSameKeyAs(key))) {
            answers.add(new KeyAnswer(key, answer, saying));
        }
    }

    /** One more attempt that the server counts. */
    void spentTry() {
        tries++;
    }

    void cutOff() {
        cutOff = true;
    }

    /** What came of logging in; a greater success than before is not undone by what follows. */
    void login(Login outcome) {
        if (rank(outcome) > rank(login) || login instanceof Login.NotTried) {
            login = outcome;
        }
        if (outcome instanceof Login.Succeeded) {
            reached = Reached.LOGIN;
        }
    }

    void failed(Failure reason) {
        failure = Optional.of(reason);
    }

    Handshake record() {
        return new Handshake(
                address, reached, ident, hostKey, algorithms, methods, banner, answers, tries, cutOff, login, failure);
    }

    private static int rank(Login outcome) {
        if (outcome instanceof Login.Succeeded) {
            return 4;
        }
        if (outcome instanceof Login.Partial) {
            return 3;
        }
        if (outcome instanceof Login.Denied) {
            return 2;
        }
        return outcome instanceof Login.NotSigned ? 1 : 0;
    }
}
