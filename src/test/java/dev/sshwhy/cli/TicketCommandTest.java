package dev.sshwhy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.testing.Setup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TicketCommandTest {
    private static final List<String> SECRETS = List.of("marinella", "gpu.zelda.example", "zelda_work");

    @TempDir
    private Path folder;

    private Path home;

    @BeforeEach
    void makeAHome() throws IOException {
        home = folder.resolve("home/marinella");
        new Setup(Files.createDirectories(home))
                .key("~/.ssh/zelda_work", 1, 0600, "")
                .file("~/.ssh/config", """
                        Host gpu
                          HostName gpu.zelda.example
                          User marinella
                          IdentityFile ~/.ssh/zelda_work
                        """, 0600);
    }

    @Test
    void doesNotTellWhereSshwhyLies() {
        List<String> line = List.of("ticket", "--offline", "--home", home.toString(), "ssh", "-i", "~/none", "gpu");
        CliRun run = CliRun.of("", Map.of("SSHWHY_PROGRAM", "/opt/zelda_work/sshwhy"), line);
        assertNoSecretIn(run.output());
        assertTrue(run.output().contains("`sshwhy explain "), run.output());
    }

    private CliRun ticket(String... rest) {
        List<String> line = new ArrayList<>(List.of("ticket", "--offline", "--home", home.toString()));
        line.addAll(List.of(rest));
        return CliRun.of("", Map.of(), line);
    }

    private static void assertNoSecretIn(String text) {
        SECRETS.forEach(it -> assertFalse(text.contains(it), it + " in\n" + text));
    }

    @Test
    void keepsTheTargetAndNotTheJumpHost() throws IOException {
        Files.writeString(home.resolve(".ssh/config"), "Host gpu\n  HostName 203.0.113.9\n  ProxyJump 127.0.0.1:1\n");
        List<String> line = List.of("ticket", "--home", home.toString(), "--keep", "target", "ssh", "gpu");
        CliRun run = CliRun.of("", Map.of(), line);
        assertEquals(1, run.exitCode(), run.errors());
        assertTrue(run.output().contains("203.0.113.9"), run.output());
        assertFalse(run.output().contains("127.0.0.1"), run.output());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpu.zelda.example:22", "ssh://gpu.zelda.example:22", "marinella@gpu.zelda.example"})
    void keepsTheHostAloneOfWhatWasWrittenInItsPlace(String written) throws IOException {
        Files.writeString(home.resolve(".ssh/config"), "Host gpu\n  HostName " + written + "\n");
        CliRun run = ticket("--keep", "target", "ssh", "gpu");
        assertTrue(run.output().contains("gpu.zelda.example"), run.errors());
        assertFalse(run.output().contains("marinella"), run.output());
    }

    @Test
    void keepsAnAddressWithItsZone() {
        CliRun run = ticket("--keep", "target", "ssh", "marinella@fe80::fa17:4ceb%wgzelda", "echo");
        assertTrue(run.output().contains("@fe80::fa17:4ceb%wgzelda"), run.errors());
        assertFalse(run.output().contains("marinella"), run.output());
    }

    @ParameterizedTest
    @CsvSource({"t.md,##", "T.MD,##", "t.json,{", "t.txt,Keys ssh offers", "t.html,<!doctype html"})
    void writesTheFormThatTheEndingTells(String name, String sign) throws IOException {
        Path file = folder.resolve(name);
        CliRun run = ticket("--output", file.toString(), "ssh", "gpu");
        assertEquals("", run.output());
        String text = Files.readString(file);
        assertTrue(text.toLowerCase(Locale.ROOT).contains(sign.toLowerCase(Locale.ROOT)), text);
        assertNoSecretIn(text);
        assertTrue(text.contains("~/.ssh/path-1"), text);
    }

    @Test
    void packsAnArchiveThatTellsNothingOfThisMachine() throws IOException {
        Path file = folder.resolve("t.zip");
        ticket("--output", file.toString(), "ssh", "gpu");
        Map<String, String> entries = new LinkedHashMap<>();
        try (InputStream in = Files.newInputStream(file);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                assertEquals(1980, entry.getTimeLocal().getYear());
                entries.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertEquals(List.of("ticket.md", "ticket.html", "ticket.json"), List.copyOf(entries.keySet()));
        entries.values().forEach(TicketCommandTest::assertNoSecretIn);
    }

    @Test
    void isTheSameTwice() throws IOException {
        Path first = folder.resolve("1.zip");
        Path second = folder.resolve("2.zip");
        ticket("--output", first.toString(), "ssh", "gpu");
        ticket("--output", second.toString(), "ssh", "gpu");
        assertEquals(-1, Files.mismatch(first, second));
    }

    @Test
    void goesToStandardOutputWithoutAFile() {
        CliRun run = ticket("--format", "json", "ssh", "gpu");
        assertTrue(run.output().startsWith("{"));
        assertNoSecretIn(run.output());
        assertTrue(run.errors().startsWith("The ticket tells\n"), run.errors());
    }

    @Test
    void endsAsTheDiagnosisDoes() {
        int exitCode = CliRun.of("diagnose", "--offline", "--home", home.toString(), "ssh", "gpu")
                .exitCode();
        assertEquals(exitCode, ticket("ssh", "gpu").exitCode());
        assertEquals(
                1,
                ticket("ssh", "-i", "~/.ssh/none", "-o", "IdentitiesOnly=yes", "root@203.0.113.7")
                        .exitCode());
    }

    @Test
    void tellsBeforehandWhatIsInside() {
        CliRun run = ticket("ssh", "gpu");
        assertTrue(run.errors().contains("Pseudonyms stand in it for\n"), run.errors());
        assertTrue(run.errors().contains("Fingerprints stay"), run.errors());
        assertFalse(run.errors().contains("As you asked"), run.errors());
        assertNoSecretIn(run.errors());
        assertEquals("", ticket("--quiet", "ssh", "gpu").errors());
    }

    @Test
    void keepsTheTargetWhenAsked() {
        CliRun run = ticket("--keep", "target", "ssh", "gpu");
        assertTrue(run.output().contains("gpu.zelda.example"), run.output());
        assertFalse(run.output().contains("marinella"), run.output());
        assertTrue(run.errors().contains("As you asked, it also tells\n  where ssh connects to: gpu.zelda.example"));
    }

    @Test
    void keepsThePodWhenAsked() {
        String pod = "kq3v8x1m2n4b5c-64411a2b";
        assertFalse(ticket("ssh", pod + "@ssh.runpod.io").output().contains("kq3v8x1m2n4b5c"));
        CliRun kept = ticket("--keep", "target,pod", "ssh", pod + "@ssh.runpod.io");
        assertTrue(kept.output().contains(pod), kept.output());
        assertTrue(kept.errors().contains("the Pod's id: " + pod), kept.errors());
        String other = ticket("--keep", "pod", "ssh", "gpu").errors();
        assertFalse(other.contains("the Pod's id: "), other);
    }

    @Test
    void keepsATargetThatWasTypedInCapitals() {
        CliRun run = ticket("--keep", "target", "ssh", "root@GPU7.Zelda.Example");
        assertTrue(run.exitCode() < 2 || run.exitCode() == 3, run.errors());
    }

    @Test
    void writesTheMapForItsOwnerAloneAndNeverIntoTheTicket() throws IOException {
        Path map = folder.resolve("map.txt");
        Files.writeString(map, "old");
        Files.setPosixFilePermissions(map, PosixFilePermissions.fromString("rw-rw-rw-"));
        CliRun run = ticket("--map", map.toString(), "ssh", "gpu");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(map)));
        String text = Files.readString(map);
        SECRETS.forEach(it -> assertTrue(text.contains(it), it + " not in\n" + text));
        assertNoSecretIn(run.output());
    }

    @ParameterizedTest
    @ValueSource(strings = {"t.pdf", "t", "t.md.exe", "t.sarif"})
    void refusesAnEndingThatIsNoForm(String name) {
        Path file = folder.resolve(name);
        assertEquals(2, ticket("--output", file.toString(), "ssh", "gpu").exitCode());
        assertFalse(Files.exists(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pods", "target;pod", "", "target,", "TARGET"})
    void refusesToKeepWhatItDoesNotKnow(String keep) {
        Path file = folder.resolve("t.md");
        assertEquals(
                2,
                ticket("--output", file.toString(), "--keep", keep, "ssh", "gpu")
                        .exitCode());
        assertFalse(Files.exists(file));
    }

    @Test
    void refusesAFormBesideAnEnding() {
        Path file = folder.resolve("t.md");
        assertEquals(
                2,
                ticket("--output", file.toString(), "--format", "json", "ssh", "gpu")
                        .exitCode());
        assertFalse(Files.exists(file));
    }

    @Test
    void refusesAMapInThePlaceOfTheTicketOrOfAFolder() throws IOException {
        Path file = folder.resolve("t.md");
        String same = folder + "/./t.md";
        assertEquals(
                2,
                ticket("--output", file.toString(), "--map", same, "ssh", "gpu").exitCode());
        assertFalse(Files.exists(file));
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertEquals(2, ticket("--map", empty.toString(), "ssh", "gpu").exitCode());
        assertTrue(Files.isDirectory(empty));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--keep=target", "--map=m.txt", "--self-test"})
    void itsOptionsAreToldWhereTheyWouldBeLost(String option) {
        CliRun run = CliRun.of("", Map.of(), List.of("--offline", option, "ssh", "gpu"));
        assertEquals(2, run.exitCode());
        assertTrue(run.errors().contains(" does nothing for diagnose; it is for ticket"), run.errors());
    }

    @Test
    void isInWordsForWhoeverHasItReadAloud() throws IOException {
        Path drawn = folder.resolve("drawn.txt");
        Path plain = folder.resolve("plain.txt");
        ticket("--output", drawn.toString(), "ssh", "gpu");
        ticket("--plain", "--output", plain.toString(), "ssh", "gpu");
        assertTrue(Files.readString(drawn).startsWith("? "), Files.readString(drawn));
        assertTrue(Files.readString(plain).startsWith("Not proven: "), Files.readString(plain));
        assertNoSecretIn(Files.readString(plain));
    }

    @Test
    void refusesAFileThatCannotBeWritten() {
        assertEquals(
                2,
                ticket("--output", folder.resolve("no/t.md").toString(), "ssh", "gpu")
                        .exitCode());
    }

    @Test
    void showsNothingOfAPrivateKeyWhereverItWasPasted() throws IOException {
        String key = Files.readString(home.resolve(".ssh/zelda_work"));
        String body = key.replaceAll("-----[^-]+-----|\\s", "");
        for (String pasted : List.of(
                key,
                key.toLowerCase(Locale.ROOT),
                key.replace("\n", " "),
                key.replace("\n", "\\n"),
                String.join("\n", body.split("(?<=\\G.{23})", -1)))) {
            Path account = folder.resolve("account.txt");
            Files.writeString(account, pasted);
            Files.writeString(home.resolve(".ssh/config"), "Host gpu\n" + pasted);
            CliRun run = ticket("--format", "json", "--account-keys", account.toString(), "ssh", "gpu");
            assertEquals(1, run.exitCode(), run.errors());
            String letters = run.output().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
            String lower = body.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
            for (int at = 60; at + 14 <= lower.length(); at += 5) {
                assertFalse(letters.contains(lower.substring(at, at + 14)), run.output());
            }
        }
    }
}
