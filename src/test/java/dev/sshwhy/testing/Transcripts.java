package dev.sshwhy.testing;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Handshake.Reached;
import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.KeyAnswer;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.OtherWay;
import dev.sshwhy.evidence.Proposal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Transcripts of a trial handshake that differ from another in what a test wants. */
public final class Transcripts {
    public String address;
    public Reached reached;
    public List<Handshake.Stage> stages;
    public Optional<String> ident;
    public List<String> linesBefore;
    public Optional<HostKey> hostKey;
    public Optional<Proposal.Pair> proposals;
    public Map<String, String> algorithms;
    public List<String> methods;
    public Optional<String> banner;
    public List<KeyAnswer> answers;
    public int tries;
    public boolean cutOff;
    public Login login;
    public List<OtherWay> otherWays;
    public List<String> remarks;
    public Optional<Failure> failure;

    private Transcripts(Handshake it) {
        address = it.address();
        reached = it.reached();
        stages = it.stages();
        ident = it.ident();
        linesBefore = it.linesBefore();
        hostKey = it.hostKey();
        proposals = it.proposals();
        algorithms = it.algorithms();
        methods = it.methods();
        banner = it.banner();
        answers = it.answers();
        tries = it.tries();
        cutOff = it.cutOff();
        login = it.login();
        otherWays = it.otherWays();
        remarks = it.remarks();
        failure = it.failure();
    }

    public static Handshake changed(Handshake from, Consumer<Transcripts> change) {
        Transcripts it = new Transcripts(from);
        change.accept(it);
        return new Handshake(
                it.address,
                it.reached,
                it.stages,
                it.ident,
                it.linesBefore,
                it.hostKey,
                it.proposals,
                it.algorithms,
                it.methods,
                it.banner,
                it.answers,
                it.tries,
                it.cutOff,
                it.login,
                it.otherWays,
                it.remarks,
                it.failure);
    }

    /** The same from a server whose host key is not the known one, where StrictHostKeyChecking lets ssh go on. */
    public static Handshake behindChangedKey(Handshake from) {
        HostKey changed = new HostKey(Facts.SERVER_KEY, HostKey.Known.CHANGED, List.of(), true);
        return changed(from, it -> it.hostKey = Optional.of(changed));
    }

    /** A connection that did not get as far as authentication. */
    public static Handshake failed(Failure.Kind kind, Reached reached, String seen) {
        return new Handshake(
                "203.0.113.7:17445",
                reached,
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                0,
                false,
                new Login.NotTried("it did not come to that"),
                List.of(),
                List.of(),
                Optional.of(new Failure(kind, "what happened", seen)));
    }
}
