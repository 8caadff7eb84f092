package dev.sshwhy.report.redaction;

import dev.sshwhy.diagnosis.Diagnosed;
import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.evidence.AccountFault;
import dev.sshwhy.evidence.AccountField;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.FileFacts;
import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Route;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.evidence.Target;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.RulePage;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A diagnosis in which nothing personal is left, made before any report is: whatever form it takes then, it can only tell what
 * is here. Facts that no report shows are left out.
 */
public final class Redaction implements RecordCopy.Changes {
    private static final Pattern PSEUDONYM = Pattern.compile("[a-z]+(-[a-z]+)?-\\d+");

    private final Pseudonyms pseudonyms;
    private final Rewriter rewriter;
    private final RecordCopy copy = new RecordCopy(this);
    /** What becomes of records that want more than their texts changed. */
    private final Map<Class<?>, UnaryOperator<Record>> special = new HashMap<>();

    private Redaction(Pseudonyms pseudonyms, Rewriter rewriter) {
        this.pseudonyms = pseudonyms;
        this.rewriter = rewriter;
        change(Span.class, this::span);
        change(PublicKey.class, this::key);
        change(Target.class, this::target);
        change(Snapshot.class, this::facts);
        change(Configuration.class, this::configuration);
        change(Machine.class, this::machine);
        change(AccountField.class, this::account);
        change(FileFacts.class, this::file);
        change(RulePage.class, this::page);
        change(AccountFault.class, this::fault);
        change(Fix.Step.class, this::step);
    }

    private <R extends Record> void change(Class<R> type, UnaryOperator<R> change) {
        special.put(type, it -> change.apply(type.cast(it)));
    }

    /**
     * What may be told, and what stands for what in it.
     *
     * @param diagnosis without anything personal
     * @param replacements the private map, in the order in which the values were met
     * @param fingerprints the fingerprints that are left in
     * @param scan looks once more, at what has been made of it
     */
    public record Redacted(
            Diagnosis diagnosis, List<Replacement> replacements, Set<String> fingerprints, LeakScan scan) {
        public Redacted {
            replacements = List.copyOf(replacements);
            fingerprints = Set.copyOf(fingerprints);
        }

        /** The replacements of which documents show the pseudonym. */
        public List<Replacement> standingIn(Collection<String> documents) {
            Set<String> words = documents.stream()
                    .flatMap(it -> PSEUDONYM.matcher(it).results())
                    .map(MatchResult::group)
                    .collect(Collectors.toSet());
            return replacements.stream()
                    .filter(it -> words.contains(it.pseudonym()))
                    .toList();
        }
    }

    /**
     * Replaces everything personal.
     *
     * @param own the words of sshwhy's own sentences
     * @param keep what stays in on purpose
     */
    public static Redacted of(Diagnosis diagnosis, Vocabulary own, Set<Keep> keep) {
        Snapshot facts = diagnosis.facts();
        Pseudonyms pseudonyms = new Pseudonyms();
        Set<String> kept = PersonalValues.name(facts, keep, pseudonyms);
        List<RulePage> pages =
                diagnosis.findings().stream().map(Diagnosed::page).toList();
        Vocabulary sentences = own.with(SystemMessages.ALL)
                .with(pages.stream()
                        .flatMap(it -> Stream.of(it.id(), it.title()))
                        .toList());
        Vocabulary words = sentences.with(pages.stream().map(RulePage::body).toList());
        Diagnosis shown;
        int known;
        do { // what is met late may have stood somewhere before, where it meant nothing yet
            known = pseudonyms.all().size();
            Rewriter rewriter = new Rewriter(
                    sentences, words, pseudonyms, kept, facts.machine().home());
            shown = new Redaction(pseudonyms, rewriter).copy.record(diagnosis);
        } while (pseudonyms.all().size() > known);
        Set<String> fingerprints = kept.stream()
                .filter(it -> Chunks.FINGERPRINT.matcher(it).matches())
                .collect(Collectors.toUnmodifiableSet());
        LeakScan scan = new LeakScan(pseudonyms.all(), facts.machine().home(), words, kept);
        return new Redacted(shown, pseudonyms.all(), fingerprints, scan);
    }

    @Override
    public String text(String component, String text) {
        return ComponentKinds.rewritten(rewriter, component, text);
    }

    @Override
    public Optional<Record> special(Record record) {
        return Optional.ofNullable(special.get(record.getClass())).map(it -> it.apply(record));
    }

    private Span span(Span span) {
        boolean isConfig = span.line() > 0
                && (span.source().indexOf('/') >= 0 || span.source().indexOf('\\') >= 0);
        boolean isTyped =
                List.of(Span.ACCOUNT_FIELD, Span.COMMAND_LINE, Span.AGENT).contains(span.source());
        Rewriting line = isConfig
                ? rewriter.configLine(span.text())
                : isTyped ? rewriter.foreign(span.text(), Kind.TEXT) : rewriter.said(span.text());
        String source = rewriter.own(span.source());
        if (span.column() == 0) {
            return new Span(source, span.line(), 0, 0, line.text());
        }
        int shown = line.start(span.start());
        return new Span(source, span.line(), shown + 1, Math.max(0, line.end(span.end()) - shown), line.text());
    }

    private PublicKey key(PublicKey key) {
        return new PublicKey(
                rewriter.name(key.type()),
                key.bits(),
                key.fingerprint(),
                key.blob().isEmpty() ? "" : pseudonyms.of(Kind.KEY_BODY, key.blob()),
                rewriter.value(key.comment(), Kind.COMMENT));
    }

    /** What ssh makes small letters of, such as a placeholder, stays recognisable. */
    private Target target(Target target) {
        boolean isAsTyped = target.host().equalsIgnoreCase(target.typedHost());
        String typed = rewriter.value(target.typedHost(), Kind.HOST);
        return new Target(
                target.program(),
                command(target),
                copy.copy(target.sshWords(), "sshWords"),
                target.sshProgram().map(it -> rewriter.value(it, Kind.TEXT)),
                typed,
                isAsTyped ? typed : rewriter.value(target.host(), Kind.HOST),
                target.port(),
                rewriter.value(target.user(), Kind.USER),
                target.provider());
    }

    /** The program's name stays, also where somebody is called git. */
    private List<String> command(Target target) {
        String program = target.program().command();
        return target.command().stream()
                .map(it -> it.equals(program) ? it : rewriter.value(it, Kind.TEXT))
                .toList();
    }

    /** Without the facts that only checks need. */
    private Snapshot facts(Snapshot facts) {
        return new Snapshot(
                machine(facts.machine()),
                target(facts.target()),
                configuration(facts.configuration()),
                copy.copy(facts.identities(), "identities"),
                List.of(),
                copy.record(facts.agent()),
                List.of(),
                copy.copy(facts.account(), "account"),
                Route.direct(),
                List.of(),
                copy.record(facts.controlSocket()),
                List.of(),
                copy.copy(facts.jumps(), "jumps"),
                copy.copy(facts.handshake(), "handshake"),
                facts.now());
    }

    private Configuration configuration(Configuration configuration) {
        Map<String, List<ConfigValue>> options = new LinkedHashMap<>();
        configuration
                .options()
                .forEach((name, values) -> options.put(
                        rewriter.name(name),
                        values.stream()
                                .map(it -> new ConfigValue(
                                        rewriter.optionValue(name, it.value()),
                                        span(it.setAt()),
                                        it.shadowed().stream().map(this::span).toList()))
                                .toList()));
        return new Configuration(
                copy.copy(configuration.files(), "files"),
                options,
                copy.copy(configuration.problems(), "problems"),
                List.of());
    }

    private Machine machine(Machine machine) {
        return new Machine(
                "~",
                rewriter.value(machine.localUser(), Kind.USER),
                machine.superuser(),
                machine.operatingSystem(),
                new HashMap<>(),
                List.of(),
                machine.sshVersion().map(rewriter::own));
    }

    private AccountField account(AccountField field) {
        return new AccountField(
                rewriter.own(field.source()),
                copy.copy(field.lines(), "lines"),
                copy.copy(field.faults(), "faults"),
                rewriter.foreign(field.corrected(), Kind.TEXT).text());
    }

    /** Its place in the line is told by the finding; here it would point at other letters than before. */
    private AccountFault fault(AccountFault fault) {
        return new AccountFault(
                fault.kind(),
                fault.line(),
                0,
                0,
                rewriter.own(fault.detail()),
                copy.copy(fault.keys(), "keys"),
                fault.localPath().map(it -> rewriter.value(it, Kind.PATH)));
    }

    /** An owner by his role: who runs ssh, root, or somebody else. */
    private FileFacts file(FileFacts file) {
        String owner = file.ownedByUs()
                ? "you"
                : file.owner().equals("root") ? "root" : rewriter.value(file.owner(), Kind.USER);
        return new FileFacts(
                rewriter.value(file.path(), Kind.PATH),
                file.kind(),
                file.mode(),
                owner,
                file.ownedByUs(),
                file.size(),
                copy.copy(file.accessList(), "accessList"),
                file.modelessFileSystem().map(rewriter::own));
    }

    private RulePage page(RulePage page) {
        return new RulePage(
                page.id(),
                rewriter.page(page.title()),
                page.severity(),
                page.effect(),
                page.explains(),
                page.since(),
                rewriter.page(page.body()));
    }

    /** What is pasted is somebody's keys or a command; commands and changes are sshwhy's words with values in them. */
    private Fix.Step step(Fix.Step step) {
        Optional<String> text =
                step.text().map(it -> step.kind() == Fix.Step.Kind.PASTE ? rewriter.pasted(it) : rewriter.own(it));
        return new Fix.Step(
                step.kind(),
                step.command().stream().map(rewriter::own).toList(),
                step.file().map(it -> rewriter.value(it, Kind.PATH)),
                text);
    }
}
