package dev.sshwhy.diagnosis;

import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.ControlSocket;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Engine;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Gap;
import dev.sshwhy.rule.RuleFinding;
import dev.sshwhy.rule.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts findings in order: what they do here, which one is the cause, what follows from it, and what that comes to. */
public final class Diagnostician {
    /** The order in which ssh meets the layers. */
    private static final List<String> LAYERS =
            List.of("config", "target", "network", "host", "key", "agent", "account", "runpod", "provider", "server");

    /** The layers whose findings are all forgotten when one key is accepted and ssh can sign with it. */
    private static final List<String> KEY_LAYERS = List.of("key", "agent", "account", "runpod", "provider", "server");

    /** The layers that say something about a jump host; what is typed and the account concern the target. */
    private static final List<String> JUMP_LAYERS = List.of("config", "network", "host", "key", "agent", "server");

    /** A key to be named on the command line, which the ssh that goes to a jump host does not get (ssh.c, ProxyJump). */
    private static final Pattern TYPED_KEY = Pattern.compile("(?:^|\\s)-i\\b");

    private Diagnostician() {}

    /** Asks the checks about the target, and about the jump host where the way ends, and makes one answer of it. */
    public static Diagnosis diagnose(Snapshot facts, Function<Snapshot, Engine.Result> checks) {
        Engine.Result result = checks.apply(facts);
        List<Diagnosed> ranked = new ArrayList<>();
        for (RuleFinding it : result.findings()) {
            ranked.add(diagnosed(facts, it, Optional.empty()));
        }
        facts.lastJump().ifPresent(jump -> ranked.addAll(atJump(jump, checks.apply(jump), result)));
        ranked.sort(Comparator.comparing(Diagnosed::effect)
                .thenComparing(it -> it.finding().certainty())
                .thenComparing(it -> it.jump().isEmpty())
                .thenComparing(it -> LAYERS.indexOf(it.page().layer())));
        List<Diagnosed> ordered = folded(ranked);
        Verdict verdict = verdict(facts, ordered);
        List<Gap> gaps = new ArrayList<>(result.gaps());
        if (facts.machine().sshVersion().isEmpty()) {
            gaps.add(new Gap("this machine's ssh", "there is none on the PATH; the newest OpenSSH was assumed"));
        }
        facts.configuration().problems().stream()
                .filter(it -> it.kind() == ConfigProblem.Kind.NOT_EVALUATED)
                .map(it -> Gap.of(facts.machine(), it))
                .filter(it -> !gaps.contains(it))
                .forEach(gaps::add);
        Stream.concat(facts.lastJump().stream(), Stream.of(facts))
                .flatMap(it -> it.handshake().seen().stream())
                .flatMap(it -> it.hostKey().stream())
                .flatMap(it -> it.doubts().stream())
                .map(it -> new Gap(it.source().words(), it.why()))
                .filter(it -> !gaps.contains(it))
                .forEach(gaps::add);
        Stream.concat(facts.lastJump().stream(), Stream.of(facts))
                .filter(Diagnostician::isShared)
                .forEach(it -> gaps.add(new Gap(
                        "a login of its own",
                        "ssh uses the connection to " + it.target().typedHost() + " that is already open at "
                                + it.shown(it.controlSocket().path()) + " (ControlMaster), and logs in nowhere")));
        facts.lastJump()
                .flatMap(jump -> jump.handshake().seen())
                .filter(it -> it.login() instanceof Login.NotTried && verdict != Verdict.BLOCKED)
                .ifPresent(it -> gaps.add(new Gap(
                        "a real login at the jump host", withoutHome(facts, ((Login.NotTried) it.login()).why()))));
        facts.handshake()
                .seen()
                .ifPresent(it -> it.otherWays()
                        .forEach(way -> gaps.add(
                                new Gap(way.method(), "ssh would also try " + way.what() + ", which sshwhy cannot"))));
        facts.handshake()
                .seen()
                .filter(it -> it.login() instanceof Login.NotTried && verdict != Verdict.BLOCKED)
                .ifPresent(it ->
                        gaps.add(new Gap("a real login", withoutHome(facts, ((Login.NotTried) it.login()).why()))));
        if (verdict != Verdict.BLOCKED && facts.hangsOnRemoteForward()) {
            gaps.add(new Gap(
                    "whether the server listens for RemoteForward",
                    "ssh asks it to behind the login, and ends if it does not (ExitOnForwardFailure)"));
        }
        return new Diagnosis(facts, verdict, Summary.of(facts, verdict, ordered), ordered, gaps);
    }

    /** The handshake knows no home directory to shorten a path by. */
    private static String withoutHome(Snapshot facts, String text) {
        String home = facts.machine().home();
        return home.length() > 1 ? text.replace(home + "/", "~/") : text;
    }

    /** What is wrong with the configuration as a whole has been told already. */
    private static List<Diagnosed> atJump(Snapshot jump, Engine.Result there, Engine.Result atTarget) {
        Set<String> told = atTarget.findings().stream()
                .filter(it -> it.page().layer().equals("config"))
                .map(it -> it.rule() + it.finding().message())
                .collect(Collectors.toSet());
        return there.findings().stream()
                .filter(it -> JUMP_LAYERS.contains(it.page().layer()))
                .filter(it -> !told.contains(it.rule() + it.finding().message()))
                .map(it -> diagnosed(jump, it, Optional.of(jump.target().typedHost())))
                .toList();
    }

    private static Diagnosed diagnosed(Snapshot facts, RuleFinding it, Optional<String> jump) {
        Finding finding = jump.map(host -> atJump(host, it.finding())).orElseGet(it::finding);
        boolean isGuess = facts.mayMeanLongerName()
                && facts.authentication().isEmpty()
                && it.finding().subject().kind() != Subject.Kind.START
                && !it.page().layer().equals("target");
        return new Diagnosed(
                it.page(),
                isGuess ? finding.withCertainty(Certainty.POSSIBLE) : finding,
                effect(facts, it),
                Optional.empty(),
                jump);
    }

    private static Finding atJump(String host, Finding finding) {
        Finding placed = finding.withMessage(at(host, finding.message()));
        return finding.fix()
                .filter(it -> TYPED_KEY.matcher(it.summary()).find())
                .map(it ->
                        placed.withFix(it.byHand("At the jump host only the config counts, -i is for the target alone"
                                + (it.steps().isEmpty()
                                        ? ": put the IdentityFile line below a line \"Host " + host + "\"."
                                        : "."))))
                .orElse(placed);
    }

    private static String at(String jump, String message) {
        return "At the jump host " + jump + ": " + Summary.lower(message);
    }

    /** A page tells the most that its rule can do; here is what it does to this login. */
    private static Effect effect(Snapshot facts, RuleFinding it) {
        Effect most = it.effect();
        Subject subject = it.finding().subject();
        if (!facts.target().runsSsh() && !it.page().layer().equals("target")) {
            return Effect.NONE; // no key and no server matters to a command that goes nowhere
        }
        if (most == Effect.NONE || subject.kind() == Subject.Kind.START || subject.kind() == Subject.Kind.USE) {
            return most;
        }
        if (facts.handshake().seen().filter(handshake -> handshake.loggedIn()).isPresent()) {
            return Effect.NONE;
        }
        if (isShared(facts)) {
            return Effect.NONE; // ssh asks this server for nothing any more
        }
        boolean aboutKeys = KEY_LAYERS.contains(it.page().layer());
        Optional<Subject> good = facts.acceptedAndUsable().map(Subject::key);
        if (good.isPresent() && !subject.equals(good.get()) && (aboutKeys || subject.kind() == Subject.Kind.KEY)) {
            return Effect.NONE;
        }
        return most;
    }

    /** Every cause followed by the findings that it accounts for. */
    private static List<Diagnosed> folded(List<Diagnosed> ranked) {
        List<Diagnosed> causes = new ArrayList<>();
        List<Diagnosed> consequences = new ArrayList<>();
        for (Diagnosed it : ranked) {
            Optional<Diagnosed> cause =
                    ranked.stream().filter(other -> accountsFor(other, it)).findFirst();
            if (cause.isPresent()) {
                consequences.add(
                        new Diagnosed(it.page(), it.finding(), it.effect(), cause.map(Diagnosed::rule), it.jump()));
            } else {
                causes.add(it);
            }
        }
        List<Diagnosed> ordered = new ArrayList<>();
        for (Diagnosed cause : causes) {
            place(cause, consequences, ordered);
        }
        ordered.addAll(consequences);
        return ordered;
    }

    private static void place(Diagnosed cause, List<Diagnosed> waiting, List<Diagnosed> ordered) {
        ordered.add(cause);
        Predicate<Diagnosed> isItsOwn = it -> it.causedBy().equals(Optional.of(cause.rule()))
                && it.jump().equals(cause.jump())
                && cause.finding().subject().covers(it.finding().subject());
        List<Diagnosed> mine = waiting.stream().filter(isItsOwn).toList();
        waiting.removeIf(isItsOwn);
        mine.forEach(it -> place(it, waiting, ordered));
    }

    /** A guess accounts for nothing, and what does nothing here does not account for what blocks. */
    private static boolean accountsFor(Diagnosed cause, Diagnosed consequence) {
        return cause.jump().equals(consequence.jump())
                && cause.page().explains().contains(consequence.rule())
                && cause.finding().certainty() != Certainty.POSSIBLE
                && cause.effect().compareTo(consequence.effect()) <= 0
                && cause.finding().subject().covers(consequence.finding().subject());
    }

    /** Whether ssh would go through a master's open connection, which no login of sshwhy's own says anything about. */
    private static boolean isShared(Snapshot facts) {
        return facts.controlSocket().state() == ControlSocket.State.LIVE;
    }

    /** Whether ssh would try a way in that no key says anything about. */
    private static boolean hasAnotherWay(Snapshot facts) {
        return facts.authentication().filter(it -> !it.otherWays().isEmpty()).isPresent();
    }

    private static Verdict verdict(Snapshot facts, List<Diagnosed> findings) {
        boolean asks = false;
        boolean anotherWay = hasAnotherWay(facts);
        for (Diagnosed it : findings) {
            boolean isOpen = anotherWay && KEY_LAYERS.contains(it.page().layer());
            if (it.finding().certainty() != Certainty.POSSIBLE && !isOpen) {
                if (it.effect() == Effect.BLOCKS) {
                    return Verdict.BLOCKED;
                }
                asks |= it.effect() == Effect.PROMPTS;
            }
        }
        if (facts.lastJump().isPresent()) {
            return Verdict.UNKNOWN; // whatever a jump host asks for, nobody saw what comes behind it
        }
        if (asks) {
            boolean leadsIn = facts.authentication()
                    .filter(handshake -> handshake.leavesKeysUnproven())
                    .isEmpty();
            return leadsIn ? Verdict.PROMPTS : Verdict.UNKNOWN;
        }
        boolean loggedIn = facts.handshake()
                .seen()
                .filter(handshake -> handshake.loggedIn())
                .isPresent();
        return loggedIn && !isShared(facts) && !anotherWay && !facts.hangsOnRemoteForward()
                ? Verdict.READY
                : Verdict.UNKNOWN;
    }
}
