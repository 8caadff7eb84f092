package dev.sshwhy.offer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Identity.NamedBy;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.offer.IdentityPaths.NamedPath;
import dev.sshwhy.sshconfig.IdentityNames;
import dev.sshwhy.sshconfig.SshRelease;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdentityPathsTest {
    private static final String HOME = "/home/me";
    private static final List<String> DEFAULTS = IdentityNames.of(SshRelease.of("OpenSSH_9.2p1")).stream()
            .map(it -> HOME + "/.ssh/" + it)
            .toList();

    private static ConfigValue line(String value) {
        Span at = Span.line(HOME + "/.ssh/config", 2, "IdentityFile " + value);
        return new ConfigValue(value, at, List.of());
    }

    private static ConfigValue typed(String path) {
        return new ConfigValue(path, Span.of(Span.COMMAND_LINE, "-i " + path), List.of());
    }

    private static List<NamedPath> paths(List<String> typed, ConfigValue... values) {
        Map<String, List<ConfigValue>> options =
                values.length == 0 ? Map.of() : Map.of("identityfile", Arrays.asList(values));
        Configuration configuration = new Configuration(List.of(), options, List.of(), List.of());
        return IdentityPaths.of(typed, configuration, DEFAULTS, it -> it.replaceFirst("^~", HOME));
    }

    private static List<String> names(List<NamedPath> paths) {
        return paths.stream().map(NamedPath::path).toList();
    }

    @Test
    void whereNothingNamesAFileTheDefaultNamesAreTriedRsaFirst() {
        List<NamedPath> paths = paths(List.of());

        assertEquals(HOME + "/.ssh/id_rsa", paths.get(0).path());
        assertTrue(names(paths).contains(HOME + "/.ssh/id_ed25519"));
        assertTrue(paths.stream().allMatch(it -> it.namedBy() == NamedBy.DEFAULT));
    }

    @Test
    void aNamedFileKeepsTheDefaultNamesAway() {
        List<NamedPath> paths = paths(List.of(), line("~/.ssh/work"));

        assertEquals(List.of(HOME + "/.ssh/work"), names(paths));
        assertEquals(NamedBy.CONFIG, paths.get(0).namedBy());
    }

    @Test
    void noneKeepsTheDefaultNamesAwayAndIsNoFile() {
        assertEquals(List.of(), paths(List.of(), line("none")));
    }

    @Test
    void noneIsTheSameInCapitals() {
        assertEquals(List.of(), paths(List.of(), line("NONE")));
    }

    @Test
    void noneBesideAFileChangesNothing() {
        assertEquals(List.of("/a"), names(paths(List.of(), line("none"), line("/a"))));
    }

    @Test
    void aFileOfMinusIStandsWhereTheConfigurationPutsIt() {
        List<NamedPath> paths = paths(List.of("/typed"), typed("/typed"), line("/a"));

        assertEquals(List.of("/typed", "/a"), names(paths));
        assertEquals(NamedBy.COMMAND_LINE, paths.get(0).namedBy());
        assertTrue(paths.stream().noneMatch(NamedPath::passedOver));
    }

    @Test
    void aMissingFileOfMinusIIsPassedOverAndTheDefaultNamesAreTried() {
        List<NamedPath> paths = paths(List.of("~/gone"));

        assertEquals(HOME + "/gone", paths.get(0).path());
        assertTrue(paths.get(0).passedOver());
        assertEquals(HOME + "/.ssh/id_rsa", paths.get(1).path());
    }

    @Test
    void aMissingFileOfMinusIThatALineNamesTooIsLookedForUnderThatLine() {
        List<NamedPath> paths = paths(List.of("/gone"), line("/gone"));

        assertEquals(
                List.of(true, false), paths.stream().map(NamedPath::passedOver).toList());
    }

    @Test
    void aFileInTwoSpellingsIsNamedTwice() {
        assertEquals(
                List.of(HOME + "/.ssh/work", HOME + "/.ssh/work"),
                names(paths(List.of(), line("~/.ssh/work"), line(HOME + "/.ssh/work"))));
    }
}
