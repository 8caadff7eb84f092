package dev.sshwhy.collect.handshake;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Handshake.Reached;
import dev.sshwhy.evidence.Handshake.Stage;
import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.KeyAnswer;
import dev.sshwhy.evidence.KeyAnswer.Answer;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.OtherWay;
import dev.sshwhy.evidence.Proposal;
import dev.sshwhy.evidence.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes down what happens, step by step, and makes a record of it at the end. */
final class Transcript {
    /** How much is kept of what comes before the identification line. */
    private static final int LINES_KEPT = 5;

    private final List<Stage> stages = new ArrayList<>();
    private final List<KeyAnswer> answers = new ArrayList<>();
    private final Consumer<Reached> progress;
    private long begun = System.nanoTime();
    private String address;
    private Reached reached = Reached.NOTHING;
    private final List<String> linesBefore = new ArrayList<>();
    private Optional<Greeting> greeting = Optional.empty();
    private Optional<HostKey> hostKey = Optional.empty();
    private Optional<Proposal.Pair> proposals = Optional.empty();
    private Map<String, String> algorithms = Map.of();
    private List<String> methods = List.of();
    private Optional<String> banner = Optional.empty();
    private int tries;
    private boolean cutOff;
    private Login login = new Login.NotTried("the server was not asked about any key");
    private List<OtherWay> otherWays = List.of();
    private List<String> remarks = List.of();
    private Optional<Failure> failure = Optional.empty();

    /** @param progress hears of each layer that is done */
    Transcript(String address, Consumer<Reached> progress) {
        this.address = address;
        this.progress = progress;
        progress.accept(Reached.NOTHING);
    }

    void resolved(List<String> addresses) {
        address = addresses.get(addresses.size() - 1);
        reached = Reached.NAME;
        stage(Reached.NAME, true, String.join(", ", addresses));
    }

    /** One of several addresses does not answer. */
    void missed(String to, String why) {
        stage(Reached.TCP, false, to + ": " + why);
    }

    /** The address whose failure counts. */
    void triedInVain(String to) {
        address = to;
    }

    void connected(String to) {
        address = to;
        reached = Reached.TCP;
        stage(Reached.TCP, true, to);
    }

    /** A line that is no identification; the first few are kept. */
    void heard(String line) {
        if (linesBefore.size() < LINES_KEPT) {
            linesBefore.add(line);
        }
    }

    void greeted(Greeting seen) {
        greeting = Optional.of(seen);
        reached = Reached.GREETING;
        stage(Reached.GREETING, true, seen.shown());
    }

    void proposed(Proposal.Pair both) {
        proposals = Optional.of(both);
    }

    void exchanged(Map<String, String> agreed) {
        algorithms = agreed;
        reached = Reached.KEX;
        stage(Reached.KEX, true, String.join(", ", agreed.values()));
    }

    void judged(HostKey key, boolean goesOn) {
        hostKey = Optional.of(key);
        reached = Reached.HOSTKEY;
        String known = switch (key.known()) {
            case YES -> "known";
            case NO -> "not known";
            case CHANGED -> "not the known one";
            case REVOKED -> "revoked";
        };
        String certified = key.certificate()
                .map(it -> ", with a certificate by " + it.contents().authority() + ": "
                        + it.standing().words())
                .orElse("");
        stage(Reached.HOSTKEY, goesOn, key.key().type() + " " + key.key().fingerprint() + ", " + known + certified);
    }

    void offered(List<String> names) {
        methods = names;
        reached = Reached.AUTH;
        stage(Reached.AUTH, true, names.isEmpty() ? "none is needed" : "offers " + String.join(", ", names));
    }

    void leftUntried(List<OtherWay> ways) {
        otherWays = ways;
    }

    void shown(Optional<String> text) {
        banner = text;
    }

    /** The first answer about a key counts: the same key may be offered as a file and by the agent. */
    void answered(PublicKey key, Answer answer, String saying) {
        if (answers.stream().noneMatch(it -> it.key().isSameKeyAs(key))) {
            answers.add(new KeyAnswer(key, answer, saying));
        }
        if (answer == Answer.ACCEPTED || answer == Answer.REFUSED) {
            stage(Reached.AUTH, answer == Answer.ACCEPTED, key.type() + " " + key.fingerprint() + ": " + saying);
        }
    }

    /** What an answer that told nothing came to. */
    void proved(PublicKey key, Answer answer, String saying) {
        if (answers.removeIf(it -> it.key().isSameKeyAs(key) && it.answer() == Answer.UNPROVEN)) {
            answered(key, answer, saying);
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
        said(outcome).ifPresent(it -> stage(Reached.LOGIN, outcome instanceof Login.Succeeded, it));
    }

    void remarked(List<String> lines) {
        remarks = lines;
    }

    void failed(Failure reason) {
        failure = Optional.of(reason);
        Reached next = behind(reached);
        boolean isTold = !stages.isEmpty()
                && next == Reached.TCP
                && !stages.get(stages.size() - 1).done();
        if (!isTold) {
            stage(next, false, reason.saying());
        }
    }

    Handshake record() {
        return new Handshake(
                address,
                reached,
                stages,
                greeting.map(Greeting::shown),
                linesBefore,
                hostKey,
                proposals,
                algorithms,
                methods,
                banner,
                answers,
                tries,
                cutOff,
                login,
                login instanceof Login.Succeeded
                        ? otherWays.stream().filter(OtherWay::isFirst).toList()
                        : otherWays,
                remarks,
                failure);
    }

    private void stage(Reached layer, boolean done, String saying) {
        long now = System.nanoTime();
        stages.add(new Stage(layer, done, saying, Duration.ofNanos(now - begun)));
        begun = now;
        if (done || layer == Reached.AUTH) { // a key that is refused is an answer too
            progress.accept(layer);
        }
    }

    private static Reached behind(Reached layer) {
        return switch (layer) {
            case NOTHING -> Reached.NAME;
            case NAME -> Reached.TCP;
            case TCP -> Reached.GREETING;
            case GREETING -> Reached.KEX;
            case KEX -> Reached.HOSTKEY;
            case HOSTKEY -> Reached.AUTH;
            case AUTH, LOGIN -> Reached.LOGIN;
        };
    }

    private static Optional<String> said(Login outcome) {
        if (outcome instanceof Login.Succeeded) {
            return Optional.of("logged in");
        }
        if (outcome instanceof Login.Partial partial) {
            return Optional.of("the key is right, and the server wants more: " + String.join(", ", partial.methods()));
        }
        if (outcome instanceof Login.Denied denied) {
            return Optional.of(denied.saying());
        }
        return outcome instanceof Login.NotSigned unsigned ? Optional.of(unsigned.why()) : Optional.empty();
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
