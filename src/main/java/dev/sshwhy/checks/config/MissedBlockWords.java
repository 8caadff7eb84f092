package dev.sshwhy.checks.config;

import dev.sshwhy.evidence.BlockMatch;
import dev.sshwhy.evidence.ConfigBlock;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.evidence.Target;
import dev.sshwhy.rule.Fix;
import java.util.List;
import java.util.Optional;

/** What is said about a block that was meant for this host and does not count, and how it is made to. */
final class MissedBlockWords {
    private MissedBlockWords() {}

    /** One sentence. */
    static String message(Snapshot facts, MissedBlock missed) {
        String place = ConfigLines.place(facts.machine(), missed.block().header());
        String typed = facts.target().typedHost();
        String written = missed.written();
        String begin = ConfigLines.capital(place);
        String because = switch (missed.why()) {
            case KEPT_OUT ->
                begin + " fits " + typed + ", but its file is included within another block ("
                        + around(facts, missed.match()) + "), which does not";
            case COMMA -> begin + " has " + written + " as one name: Host lines part names by blanks, not commas";
            case CAPITALS ->
                begin + " is for " + written + ", and ssh was given " + typed + ": capitals count in Host lines";
            case DECORATED ->
                begin + " is for " + written + ", but Host lines are compared with the host alone, " + typed;
            case NEGATED_ITSELF, EXCLUDED -> begin + " leaves out " + typed + " by " + written;
            case RESOLVED_NAME ->
                begin + " asks for " + written + ", but Match host looks at HostName, which is "
                        + facts.target().host();
            case ALIAS ->
                begin + " is for " + written + ", and ssh was given its HostName, " + typed
                        + ": Host lines are compared with what is typed";
            case OTHER_FORM ->
                begin + " is for " + written + ", and ssh was given " + typed
                        + ": Host lines are compared with what is typed";
            case CONDITION -> begin + " fits " + typed + " but for its condition " + written + real(facts, written);
            case ONLY_NEGATED -> begin + " only says which hosts are not meant, " + written + ", so it fits none";
            case TYPO -> "No block is for " + typed + "; " + place + " is for " + written;
        };
        List<String> settings = missed.settings().stream()
                .map(it -> ConfigLines.keyword(it.at().text()) + " " + it.value())
                .toList();
        return because + "; so that block's " + ConfigLines.listed(settings) + " "
                + (settings.size() == 1 ? "does" : "do") + " not count.";
    }

    /** What the evidence says of the block's first line. */
    static String saying(MissedBlock missed, String typed) {
        return switch (missed.why()) {
            case NEGATED_ITSELF, EXCLUDED -> "leaves out " + typed;
            case CONDITION -> missed.written() + " is not so";
            case KEPT_OUT -> "is read for the block around its Include only";
            case COMMA, CAPITALS, DECORATED, RESOLVED_NAME, ALIAS, OTHER_FORM, ONLY_NEGATED, TYPO ->
                "does not match " + typed;
        };
    }

    /**
     * What makes it count.
     *
     * @param sure whether it may be done unasked where it changes nothing for other hosts
     */
    static Fix fix(Snapshot facts, MissedBlock missed, boolean sure) {
        ConfigBlock block = missed.block();
        Target target = facts.target();
        String typed = target.typedHost();
        String written = missed.written();
        Span header = block.header();
        String place = ConfigLines.place(facts.machine(), header);
        boolean own = sure && header.source().startsWith(facts.machine().home());
        return switch (missed.why()) {
            case KEPT_OUT -> outOfBlock(facts, missed, own);
            case COMMA ->
                HostLine.change(
                        graded(own, "Part the names by blanks in " + place + "."),
                        header,
                        HostLine.with(header.text(), written, HostLine.parted(written)));
            case CAPITALS ->
                HostLine.change(
                        graded(own, "Add " + typed + " to " + place + "."), header, HostLine.withName(block, typed));
            case DECORATED ->
                HostLine.change(
                        graded(own, "Name only the host in " + place + "; user and port have lines of their own."),
                        header,
                        HostLine.undecorated(block, written));
            case NEGATED_ITSELF ->
                HostLine.change(
                        graded(
                                own && HostPatterns.isPlain(written.substring(1)),
                                "Take " + written + " out of " + place + "."),
                        header,
                        HostLine.with(header.text(), written, ""));
            case ONLY_NEGATED ->
                HostLine.change(
                        Fix.ask("Say in " + place + " which hosts are meant: with * in front, all but those."),
                        header,
                        HostLine.with(
                                header.text(),
                                block.conditions().get(0),
                                "* " + block.conditions().get(0)));
            case RESOLVED_NAME ->
                HostLine.change(
                        Fix.ask("Write originalhost in place of host in " + place + ": that is what was typed."),
                        header,
                        HostLine.with(header.text(), "host", "originalhost"));
            case ALIAS, OTHER_FORM -> byItsName(missed, target, own, place);
            case TYPO ->
                CorrectedCommand.pasted(
                        Fix.manual("Give ssh the name that " + place + " has."),
                        target,
                        CorrectedCommand.withHost(target, written));
            case EXCLUDED ->
                Fix.manual("If " + typed + " is meant as well, take " + written + " out of " + place + ".");
            case CONDITION -> ofCondition(target, written, place);
        };
    }

    private static Fix byItsName(MissedBlock missed, Target target, boolean own, String place) {
        String written = missed.written();
        ConfigBlock block = missed.block();
        boolean tokens =
                block.first("hostname").map(it -> it.value().indexOf('%') >= 0).orElse(true);
        Optional<String> named = tokens ? Optional.empty() : HostLine.withName(block, target.typedHost());
        Fix fix = graded(
                own && named.isPresent(),
                "Give ssh the name that " + place + " has"
                        + (named.isPresent() ? ", or add " + target.typedHost() + " to that line." : "."));
        fix = HostLine.change(fix, block.header(), named);
        return HostPatterns.isPlain(written)
                ? CorrectedCommand.pasted(fix, target, CorrectedCommand.withHost(target, written))
                : fix;
    }

    private static Fix ofCondition(Target target, String condition, String place) {
        String wanted = condition.substring(condition.indexOf(' ') + 1);
        boolean oneUser = condition.startsWith("user ") && HostPatterns.isPlain(wanted) && wanted.indexOf(',') < 0;
        return oneUser
                ? CorrectedCommand.pasted(
                        Fix.manual("Log in as " + wanted + ", for which " + place + " is written."),
                        target,
                        CorrectedCommand.withUser(target, wanted))
                : Fix.manual("See to it that " + condition + " holds, or take it out of " + place + ".");
    }

    /** The Include goes to the top; safe where its file says nothing about other hosts. */
    private static Fix outOfBlock(Snapshot facts, MissedBlock missed, boolean own) {
        Optional<Span> include = missed.match().include();
        if (include.isEmpty()) {
            return Fix.manual("Move the Include line of that file above the first Host line.");
        }
        Span at = include.get();
        String line = at.text().strip();
        boolean oneFile = line.chars().noneMatch(it -> it == '*' || it == '?' || it == '[');
        boolean particular = facts.configuration().blocks().stream()
                .map(BlockMatch::block)
                .filter(it ->
                        it.header().source().equals(missed.block().header().source()))
                .noneMatch(it -> it.isGeneral() && !it.lines().isEmpty());
        Fix fix = graded(
                own && oneFile && particular,
                "Move " + ConfigLines.place(facts.machine(), at) + " to the top, above the first Host line.");
        return ConfigLines.insertFirst(fix.edit(at.source(), "-" + at.text()), at.source(), line);
    }

    private static Fix graded(boolean safe, String summary) {
        return safe ? Fix.safe(summary) : Fix.ask(summary);
    }

    private static String around(Snapshot facts, BlockMatch match) {
        return match.around()
                .map(it -> ConfigLines.place(facts.machine(), it) + ", "
                        + it.text().strip())
                .orElse("another file");
    }

    private static String real(Snapshot facts, String condition) {
        return condition.startsWith("user ") || condition.startsWith("!user ")
                ? ", and the login name is " + facts.target().user()
                : condition.startsWith("localuser ") || condition.startsWith("!localuser ")
                        ? ", and your own name is " + facts.machine().localUser()
                        : condition.startsWith("exec ") ? ", whose command fails" : "";
    }
}
