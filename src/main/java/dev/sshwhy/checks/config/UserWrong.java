package dev.sshwhy.checks.config;

import dev.sshwhy.evidence.BlockMatch;
import dev.sshwhy.evidence.ConfigBlock.Line;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** ssh logs in under another name than the host wants (ssh_config(5), User; unset, it is the local login name). */
public final class UserWrong implements Check {
    private static final String ROOT = "root";

    /** The users of cloud images; a container has none of them. */
    private static final List<String> OF_IMAGES = List.of(
            "ubuntu", "debian", "ec2-user", "admin", "centos", "fedora", "rocky", "almalinux", "opc", "azureuser");

    /** Names that are written without capitals wherever they exist. */
    private static final List<String> WELL_KNOWN = List.of(ROOT, "ubuntu", "debian", "ec2-user", "git");

    @Override
    public Outcome check(Snapshot facts) {
        Standing standing = Standing.of(facts, List.of("user"));
        boolean hasOwnRules = facts.target().provider().isPresent(); // the name is the Pod's id at ssh.runpod.io
        if (hasOwnRules || standing == Standing.OTHERWISE) {
            return Outcome.clear();
        }
        Optional<ConfigValue> set = facts.configuration().first("user");
        if (set.isEmpty() && UnjudgedBlocks.setting(facts, "user").isPresent()) {
            return UnjudgedBlocks.setting(facts, "user").get();
        }
        boolean heard = standing == Standing.FITS;
        return spelling(facts, heard)
                .or(() -> heard ? otherBlock(facts) : Optional.empty())
                .or(() -> heard ? unset(facts) : Optional.empty())
                .or(() -> heard ? ofAnImage(facts) : Optional.empty())
                .or(() -> heard ? foreign(facts) : Optional.empty())
                .map(Outcome::of)
                .orElseGet(Outcome::clear);
    }

    /** Root for root: names on a server count with their capitals and blanks. */
    private static Optional<Finding> spelling(Snapshot facts, boolean heard) {
        String user = facts.target().user();
        Optional<Span> set = facts.configuration().first("user").map(ConfigValue::setAt);
        List<String> known = Stream.concat(
                        lines(facts, true)
                                .filter(it -> !set.equals(Optional.of(it.at())))
                                .map(Line::value),
                        WELL_KNOWN.stream())
                .filter(it -> it.equals(it.strip()))
                .toList();
        boolean unnamed = set.isEmpty() && !heard; // whose own name it is, knows how it is written
        return unnamed || known.contains(user)
                ? Optional.empty()
                : known.stream()
                        .filter(it -> it.equalsIgnoreCase(user.strip()))
                        .findFirst()
                        .map(it -> OtherUser.finding(
                                facts,
                                heard ? Certainty.LIKELY : Certainty.POSSIBLE,
                                "ssh logs in as \"" + user + "\", which is not " + it
                                        + ": capitals and blanks count in a login name.",
                                Optional.of(it),
                                heard));
    }

    /** What another line says for the same address. */
    private static Optional<Finding> otherBlock(Snapshot facts) {
        String user = facts.target().user();
        boolean typed = facts.configuration()
                .first("user")
                .filter(it -> !ConfigLines.isInFile(it.setAt()))
                .isPresent();
        return lines(facts, typed)
                .filter(it -> !it.value().equals(user))
                .findFirst()
                .map(it -> OtherUser.finding(
                                facts,
                                typed ? Certainty.POSSIBLE : Certainty.LIKELY,
                                "ssh logs in as " + user + ", for whom the server refuses every key; "
                                        + ConfigLines.place(facts.machine(), it.at()) + " says User " + it.value()
                                        + " for this host.",
                                Optional.of(it.value()),
                                false)
                        .seen(it.at(), "names another user"));
    }

    private static Optional<Finding> unset(Snapshot facts) {
        String user = facts.target().user();
        if (facts.configuration().first("user").isPresent() || user.equals(ROOT)) {
            return Optional.empty();
        }
        boolean registered = Standing.accountHoldsOfferedKey(facts);
        return Optional.of(OtherUser.finding(
                facts,
                registered ? Certainty.LIKELY : Certainty.POSSIBLE,
                "ssh logs in as " + user + ", your name on this machine, since nothing names another user; the server"
                        + " refuses every key for it" + (registered ? ", though the account holds one." : "."),
                registered ? Optional.of(ROOT) : Optional.empty(),
                false));
    }

    /** Behind a mapped port there is mostly a container, whose only user is root. */
    private static Optional<Finding> ofAnImage(Snapshot facts) {
        String user = facts.target().user();
        return OF_IMAGES.contains(user) && Standing.accountHoldsOfferedKey(facts)
                ? Optional.of(OtherUser.finding(
                        facts,
                        facts.target().port() == 22 ? Certainty.POSSIBLE : Certainty.LIKELY,
                        "ssh logs in as " + user
                                + ", as on a cloud image; the server refuses every key for it, though the"
                                + " account holds one: a container such as a Pod wants root.",
                        Optional.of(ROOT),
                        false))
                : Optional.empty();
    }

    private static Optional<Finding> foreign(Snapshot facts) {
        String user = facts.target().user();
        boolean odd = user.indexOf('@') >= 0 || user.indexOf('\\') >= 0;
        String plain = user.indexOf('@') >= 0
                ? user.substring(0, user.indexOf('@'))
                : user.substring(user.lastIndexOf('\\') + 1);
        return odd && facts.configuration().first("user").isPresent()
                ? Optional.of(OtherUser.finding(
                        facts,
                        Certainty.POSSIBLE,
                        "ssh logs in as \"" + user + "\", all of it; few servers have such a login name.",
                        Optional.of(plain).filter(it -> !it.isEmpty()),
                        false))
                : Optional.empty();
    }

    /** The User lines for this address: of blocks for another of its names, and where wanted of those that count. */
    private static Stream<Line> lines(Snapshot facts, boolean withApplying) {
        String host = facts.target().host();
        return facts.configuration().blocks().stream()
                .filter(it -> it.applies() ? withApplying && !it.block().isGeneral() : isForHost(it, host))
                .map(BlockMatch::block)
                .flatMap(it -> it.first("user").stream());
    }

    private static boolean isForHost(BlockMatch match, String host) {
        return HostPatterns.positive(match.block().conditions()).stream()
                .anyMatch(name -> BlockSettings.hostName(match.block(), name)
                        .filter(host::equalsIgnoreCase)
                        .isPresent());
    }
}
