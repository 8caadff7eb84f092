package dev.sshwhy.collect.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.cli.CliRun;
import dev.sshwhy.testing.FakeServer;
import dev.sshwhy.testing.HostileSshServer;
import dev.sshwhy.testing.JsonValues;
import dev.sshwhy.testing.RenderedMarkdown;
import dev.sshwhy.testing.Setup;
import dev.sshwhy.testing.TestAgent;
import dev.sshwhy.testing.TestKeys;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The whole tool before servers that mean no good: each time a true finding or an honest "could not", in time, in valid
 * reports of bounded size, and nothing that steers a terminal.
 */
class HostileServerTest {
    private static final String IDENT = "SSH-2.0-OpenSSH_9.2p1\r\n";
    /** Clears a screen, sets a title, turns text around, hides letters, breaks lines. */
    private static final String EVIL =
            "\u001b[2J\u001b]0;owned\u0007\u009b31m\u202egnp\u2066x\u200b\u200dz\ufeff\u0085\u2028\u0008";

    /** What means something in an issue, and shows nothing of the reader to whoever wrote it. */
    private static final String MARKUP =
            "![x](http://evil.example/seen.png) <img src=//evil.example> </details> @someone #12"
                    + " [x](http://evil.example) {0} | ``` ~~x~~ www.evil.example";

    private static final int LIMIT = 2;
    /** What a busy processor may add; a wait without a limit takes longer. */
    private static final int SLOW_MACHINE = 10;

    private static final int LARGEST_REPORT = 100_000;

    @TempDir
    private Path home;

    private Map<String, String> environment = Map.of();

    @BeforeEach
    void makeAHome() throws IOException {
        new Setup(home).key("~/.ssh/id_ed25519", 1, 0600, "");
    }

    /** Both sides load their classes here, and not in the time of a test. */
    @BeforeAll
    static void warmUp() throws IOException {
        try (HostileSshServer server = HostileSshServer.answering((answers, number) -> answers.refuse("password"))) {
            String port = Integer.toString(server.port());
            CliRun.of("ssh", "-F", "/dev/null", "--connect-timeout", "30", "-p", port, "root@127.0.0.1");
        }
    }

    /**
     * What a report in JSON says.
     *
     * @param rules of the findings, in order
     * @param texts all that is text in it
     */
    private record Report(String verdict, int exitCode, List<String> rules, List<String> notChecked, String texts) {
        static Report read(String json) throws IOException {
            JsonValues values = JsonValues.read(json);
            return new Report(
                    values.one("/verdict"),
                    Integer.parseInt(values.one("/exitCode")),
                    values.all("/findings/\\d+/rule"),
                    values.all("/notChecked/\\d+/what"),
                    values.texts());
        }
    }

    private CliRun run(int port, String... format) {
        List<String> line = new ArrayList<>(List.of("ssh", "--home", home.toString(), "--connect-timeout", "" + LIMIT));
        line.addAll(List.of(format));
        line.addAll(List.of("-p", "" + port, "root@127.0.0.1"));
        return CliRun.of("", environment, line);
    }

    /** Runs the tool once for JSON and once for people, at the same time. */
    private Report facing(int port) throws IOException {
        long start = System.nanoTime();
        CompletableFuture<CliRun> shown = CompletableFuture.supplyAsync(() -> run(port, "--format", "text"));
        CliRun json = run(port, "--format", "json", "--verbose");
        CliRun text = shown.join();
        long seconds = (System.nanoTime() - start) / 1_000_000_000;
        assertTrue(seconds <= LIMIT + SLOW_MACHINE, "took " + seconds + " s");
        Report report = Report.read(json.output());
        for (String output : List.of(json.output(), json.errors(), text.output(), text.errors(), report.texts())) {
            assertHarmless(output);
        }
        assertEquals(expectedCode(report.verdict()), report.exitCode(), report::toString);
        assertEquals(report.exitCode(), json.exitCode());
        assertEquals(report.exitCode(), text.exitCode(), text::output);
        return report;
    }

    private Report facing(FakeServer.Script script) throws IOException {
        try (FakeServer server = FakeServer.playing(script)) {
            return facing(server.port());
        }
    }

    private Report loggingInTo(HostileSshServer.Authentication authentication) throws IOException {
        try (HostileSshServer server = HostileSshServer.answering(authentication)) {
            new Setup(home).file("~/.ssh/known_hosts", server.knownHostsLine(), 0600);
            return facing(server.port());
        }
    }

    @Test
    void marksNothingUpInReportsForOthers() throws IOException {
        HostileSshServer.Authentication evil = (answers, number) -> {
            answers.remark(MARKUP);
            answers.banner(MARKUP + "\n" + MARKUP + EVIL);
            answers.refuse("publickey,password," + MARKUP.replace(',', '.'));
        };
        try (HostileSshServer server = HostileSshServer.answering(evil)) {
            new Setup(home).file("~/.ssh/known_hosts", server.knownHostsLine(), 0600);
            String markdown = run(server.port(), "--format", "markdown").output();
            String sarif = run(server.port(), "--format", "sarif").output();
            assertHarmless(markdown);
            assertHarmless(sarif);
            RenderedMarkdown rendered = RenderedMarkdown.of(markdown);
            assertTrue(rendered.code().stream().anyMatch(it -> it.contains("seen.png")), markdown);
            assertEquals(List.of(), rendered.links());
            assertTrue(
                    rendered.html().stream()
                            .allMatch(it -> it.matches("</?details>(\n<summary>[A-Za-z ]+</summary>)?")),
                    markdown);
            rendered.words().forEach(it -> assertFalse(it.matches(".*(@s|#1|://|www).*"), it));
        }
    }

    private static void assertHarmless(String output) {
        assertTrue(output.length() < LARGEST_REPORT, () -> "too long: " + output.length());
        output.codePoints()
                .filter(it -> it != '\n')
                .forEach(it -> assertTrue(
                        switch (Character.getType(it)) {
                            case Character.CONTROL,
                                    Character.FORMAT,
                                    Character.LINE_SEPARATOR,
                                    Character.PARAGRAPH_SEPARATOR,
                                    Character.SURROGATE -> false;
                            default -> true;
                        },
                        () -> String.format("U+%04X in %s", it, output)));
    }

    private static int expectedCode(String verdict) {
        return switch (verdict) {
            case "ready", "prompts" -> 0;
            case "blocked" -> 1;
            case "unknown" -> 3;
            default -> throw new IllegalArgumentException(verdict);
        };
    }

    private static void assertBlocked(String rule, Report report) {
        assertEquals("blocked", report.verdict(), report::toString);
        assertEquals(rule, report.rules().get(0), report::toString);
    }

    private static void assertUnknown(Report report) {
        assertEquals("unknown", report.verdict(), report::toString);
        assertTrue(!report.notChecked().isEmpty());
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void waitForEver(InputStream in) throws InterruptedException {
        synchronized (in) {
            in.wait(10_000);
        }
    }

    // Before the key exchange

    @Test
    void escapesInTheIdent() throws Exception {
        assertBlocked("network/timed-out", facing((in, out) -> {
            send(out, "SSH-2.0-" + EVIL + "\r\n");
            waitForEver(in);
        }));
    }

    @Test
    void escapesInLinesBeforeTheIdent() throws Exception {
        assertBlocked("network/timed-out", facing((in, out) -> {
            send(out, EVIL + "\r\n" + EVIL + "\n" + IDENT);
            waitForEver(in);
        }));
    }

    @Test
    void escapesInPlaceOfAnIdent() throws Exception {
        assertBlocked("network/closed-early", facing((in, out) -> {
            in.read(new byte[100]);
            send(out, "Go away " + EVIL + "\r\n");
        }));
    }

    @Test
    void anIdentOfFiveMegabytes() throws Exception {
        assertBlocked("network/not-ssh", facing((in, out) -> {
            byte[] part = "SSH-2.0-".repeat(1000).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 650; i++) {
                out.write(part);
            }
            send(out, "\r\n");
        }));
    }

    @Test
    void endlessLines() throws Exception {
        assertBlocked("network/not-ssh", facing((in, out) -> {
            while (true) {
                send(out, "hello\r\n".repeat(100));
            }
        }));
    }

    @Test
    void aTarpitOfRandomLines() throws Exception {
        Random random = new Random(1);
        assertBlocked("network/timed-out", facing((in, out) -> {
            for (int i = 0; i < 100; i++) {
                send(out, Long.toHexString(random.nextLong()) + "\r\n");
                Thread.sleep(100);
            }
        }));
    }

    @Test
    void oneByteOfTheIdentAtATime() throws Exception {
        assertBlocked("network/timed-out", facing((in, out) -> {
            for (char letter : ("SSH-2.0-" + "x".repeat(100)).toCharArray()) {
                send(out, String.valueOf(letter));
                Thread.sleep(100);
            }
        }));
    }

    @Test
    void silenceFromTheBeginning() throws Exception {
        assertBlocked("network/timed-out", facing((in, out) -> waitForEver(in)));
    }

    @Test
    void silenceAfterTheIdent() throws Exception {
        assertBlocked("network/timed-out", facing((in, out) -> {
            send(out, IDENT);
            waitForEver(in);
        }));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-1.5-OpenSSH_1.2\r\n",
                "HTTP/1.1 400 Bad Request\r\nServer: " + EVIL + "\r\n\r\n",
                "\u0015\u0003\u0001\u0000\u0002\u0002F",
                "220 mx.example.org ESMTP Postfix\r\n",
                "-ERR wrong number of arguments for 'ssh' command\r\n"
            })
    void anotherProtocol(String first) throws Exception {
        assertBlocked("network/not-ssh", facing((in, out) -> {
            in.read(new byte[100]);
            send(out, first);
        }));
    }

    @Test
    void closedAtOnce() throws Exception {
        assertBlocked("network/closed-early", facing((in, out) -> {}));
    }

    @Test
    void resetAtOnce() throws Exception {
        try (FakeServer server = FakeServer.withSockets(socket -> socket.setSoLinger(true, 0))) {
            assertBlocked("network/closed-early", facing(server.port()));
        }
    }

    // In the key exchange

    @Test
    void resetInTheKeyExchange() throws Exception {
        try (FakeServer server = FakeServer.withSockets(socket -> {
            send(socket.getOutputStream(), IDENT);
            socket.getOutputStream().write(Packets.packet(Packets.proposal("ssh-ed25519")));
            socket.getInputStream().read(new byte[2000]);
            Thread.sleep(200);
            socket.setSoLinger(true, 0);
        })) {
            assertBlocked("network/closed-early", facing(server.port()));
        }
    }

    private Report inTheExchange(byte[]... packets) throws IOException {
        return facing((in, out) -> {
            send(out, IDENT);
            for (byte[] packet : packets) {
                out.write(packet);
            }
            waitForEver(in);
        });
    }

    @Test
    void aPacketOfFourGigabytes() throws Exception {
        assertBlocked(
                "network/not-ssh", inTheExchange(new byte[] {-1, -1, -1, -1, 4, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}));
    }

    @Test
    void randomBytesAfterTheIdent() throws Exception {
        byte[] random = new byte[5000];
        new Random(7).nextBytes(random);
        random[0] |= (byte) 0x80;
        assertBlocked("network/not-ssh", inTheExchange(random));
    }

    @Test
    void aCutProposalAndThenSilence() throws Exception {
        byte[] whole = Packets.packet(Packets.proposal("ssh-ed25519"));
        assertBlocked("network/timed-out", inTheExchange(Arrays.copyOf(whole, whole.length / 2)));
    }

    @Test
    void aCutProposalAndThenTheEnd() throws Exception {
        byte[] whole = Packets.packet(Packets.proposal("ssh-ed25519"));
        assertBlocked("network/closed-early", facing((in, out) -> {
            send(out, IDENT);
            out.write(whole, 0, whole.length / 2);
            in.read(new byte[4000]);
        }));
    }

    @Test
    void aProposalOfEmptyLists() throws Exception {
        assertBlocked("server/no-common-algorithm", inTheExchange(Packets.packet(Packets.proposalOf(""))));
    }

    @Test
    void aProposalOfEscapes() throws Exception {
        Report report = inTheExchange(Packets.packet(Packets.proposalOf(EVIL + "," + EVIL + "1")));
        assertBlocked("server/no-common-algorithm", report);
    }

    @Test
    void aProposalOfOneHugeNameTimesTwo() throws Exception {
        String huge = "a".repeat(10_000);
        assertBlocked(
                "server/no-common-algorithm", inTheExchange(Packets.packet(Packets.proposalOf(huge + "," + huge))));
    }

    @Test
    void aProposalThatHidesTheCommonNamesBehindThousandsOfOthers() throws Exception {
        String names = IntStream.range(0, 2000).mapToObj(it -> "nobody" + it).collect(Collectors.joining(","));
        List<String> lists = new ArrayList<>(Packets.USUAL);
        for (int i = 0; i < 8; i++) {
            lists.set(i, names + "," + lists.get(i));
        }
        // They have all in common, so that the server is waited for.
        assertBlocked("network/timed-out", inTheExchange(Packets.packet(Packets.proposal(lists))));
    }

    @Test
    void listsThatAreLongerThanTheLibraryTakes() throws Exception {
        List<String> lists = new ArrayList<>(Packets.USUAL);
        lists.set(0, "nobody@example.org,".repeat(3200) + lists.get(0));
        assertUnknown(inTheExchange(Packets.packet(Packets.proposal(lists))));
    }

    @Test
    void aProposalThatFillsAPacketWithNamesOfNobody() throws Exception {
        List<String> lists = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            lists.add(i < 4 ? "nobody@example.org,".repeat(3200) + "x" : "none");
        }
        assertBlocked("server/no-common-algorithm", inTheExchange(Packets.packet(Packets.proposal(lists))));
    }

    @Test
    void goodbyeInTheKeyExchange() throws Exception {
        assertBlocked("network/closed-early", inTheExchange(Packets.packet(Packets.goodbye(EVIL.repeat(100)))));
    }

    @Test
    void aThousandPacketsToIgnoreAndThenNothing() throws Exception {
        byte[] ignore = Packets.packet(new byte[] {2, 0, 0, 0, 0});
        assertBlocked("network/timed-out", facing((in, out) -> {
            send(out, IDENT);
            for (int i = 0; i < 1000; i++) {
                out.write(ignore);
            }
            waitForEver(in);
        }));
    }

    @Test
    void questionsForEverFromWhoNeverReads() throws Exception {
        byte[] unknown = Packets.packet(new byte[] {19, 0, 0, 0, 0});
        assertBlocked("network/timed-out", facing((in, out) -> {
            send(out, IDENT);
            while (true) {
                out.write(unknown);
            }
        }));
    }

    @Test
    void aHostKeyOfOddType() throws Exception {
        ByteArrayOutputStream key = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(key);
        Packets.string(data, ("ssh-odd" + EVIL).getBytes(StandardCharsets.UTF_8));
        Packets.string(data, new byte[32]);
        assertUnknown(inTheExchange(
                Packets.packet(Packets.proposal("ssh-ed25519")),
                Packets.packet(Packets.exchangeReply(key.toByteArray()))));
    }

    @Test
    void aHostKeyThatDidNotSign() throws Exception {
        try (HostileSshServer server = HostileSshServer.signingWithAnotherKey()) {
            new Setup(home).file("~/.ssh/known_hosts", server.knownHostsLine(), 0600);
            assertUnknown(facing(server.port()));
        }
    }

    // Behind the key exchange

    @Test
    void escapesInAllThatAServerMaySay() throws Exception {
        try (HostileSshServer server = HostileSshServer.answering((answers, number) -> {
            answers.remark(EVIL);
            answers.banner(EVIL + "\n" + EVIL);
            answers.refuse("publickey,password," + EVIL);
        })) {
            new Setup(home).file("~/.ssh/known_hosts", server.knownHostsLine(), 0600);
            assertBlocked("server/key-refused", facing(server.port()));
        }
    }

    @Test
    void escapesInTheCommentOfAnAgentsKey() throws Exception {
        Path socket = home.resolve("agent");
        TestAgent.Held held = new TestAgent.Held(2, EVIL, true, TestAgent.Held.Hosts.ALL);
        try (TestAgent agent = TestAgent.holding(socket, List.of(held))) {
            environment = Map.of("SSH_AUTH_SOCK", socket.toString());
            assertBlocked("server/key-refused", loggingInTo((answers, number) -> answers.refuse("publickey")));
        }
    }

    @Test
    void goodbyeInPlaceOfTheMethods() throws Exception {
        assertBlocked("network/closed-early", loggingInTo((answers, number) -> answers.disconnect(EVIL)));
    }

    @Test
    void goodbyeInPlaceOfAnAnswerToAKey() throws Exception {
        assertBlocked("network/closed-early", loggingInTo((answers, number) -> {
            if (number == 0) {
                answers.refuse("publickey");
            } else {
                answers.disconnect(EVIL);
            }
        }));
    }

    @Test
    void goodbyeAfterTheSignature() throws Exception {
        assertBlocked("server/accepted-then-denied", loggingInTo((answers, number) -> {
            switch (number) {
                case 0 -> answers.refuse("publickey");
                case 1 -> welcome(answers, 1);
                default -> answers.disconnect(EVIL);
            }
        }));
    }

    private static void welcome(HostileSshServer.Answers answers, int key) throws IOException {
        answers.send(
                60,
                "ssh-ed25519",
                Base64.getDecoder().decode(TestKeys.publicKey(key).blob()));
    }

    @Test
    void endlessBanners() throws Exception {
        assertBlocked("network/timed-out", loggingInTo((answers, number) -> {
            for (int i = 0; i < 1000; i++) {
                answers.banner(EVIL.repeat(500));
            }
        }));
    }

    /** A refusal before its question passes for the answer, or for an answer out of turn, as the two sides happen to meet. */
    @Test
    void endlessRefusals() throws Exception {
        HostileSshServer.Authentication endless = (answers, number) -> {
            for (int i = 0; i < 1000; i++) {
                answers.refuse("publickey,password");
            }
        };
        try (HostileSshServer server = HostileSshServer.answering(endless)) {
            new Setup(home).file("~/.ssh/known_hosts", server.knownHostsLine(), 0600);
            CliRun run = run(server.port(), "--format", "json");
            assertHarmless(run.output());
            Report report = Report.read(run.output());
            boolean isRefused =
                    report.verdict().equals("blocked") && report.rules().contains("server/key-refused");
            assertTrue(isRefused || report.verdict().equals("unknown"), report::toString);
        }
    }

    @Test
    void aThousandRemarks() throws Exception {
        Report report = loggingInTo((answers, number) -> {
            for (int i = 0; i < 1000; i++) {
                answers.remark(i + " " + EVIL.repeat(50));
            }
            answers.refuse("publickey");
        });
        assertBlocked("server/key-refused", report);
    }

    @Test
    void aWelcomeForAnotherKey() throws Exception {
        assertUnknown(loggingInTo((answers, number) -> {
            if (number == 0) {
                answers.refuse("publickey");
            } else {
                welcome(answers, 3);
            }
        }));
    }

    @Test
    void successUnasked() throws Exception {
        assertEquals("ready", loggingInTo((answers, number) -> answers.send(52)).verdict());
    }

    @Test
    void methodsOfThirtyKilobytes() throws Exception {
        Report report =
                loggingInTo((answers, number) -> answers.refuse("nothing@example.org,".repeat(1500) + "publickey"));
        assertBlocked("server/key-refused", report);
    }

    @Test
    void newKeysInTheMiddleOfTheLogin() throws Exception {
        Report report = loggingInTo((answers, number) -> answers.session().reExchangeKeys());
        assertBlocked("network/not-ssh", report);
        assertTrue(report.texts().contains("bad message during authentication"), report::texts);
    }

    @Test
    void newKeysAfterTheLogin() throws Exception {
        Report report = loggingInTo((answers, number) -> {
            answers.send(52);
            answers.session().reExchangeKeys();
        });
        assertEquals("ready", report.verdict(), report::toString);
    }

    @Test
    void proposalsForEver() throws Exception {
        byte[] proposal = Packets.packet(Packets.proposal("ssh-ed25519"));
        assertUnknown(facing((in, out) -> {
            send(out, IDENT);
            while (true) {
                out.write(proposal);
            }
        }));
    }

    @Test
    void aRemarkThatIsLongerThanTheLibraryTakes() throws Exception {
        assertBlocked("server/key-refused", loggingInTo((answers, number) -> {
            answers.remark("x".repeat(40_000));
            answers.refuse("publickey");
        }));
    }

    @Test
    void noiseInPlaceOfPackets() throws Exception {
        byte[] noise = new byte[4000];
        new Random(3).nextBytes(noise);
        assertUnknown(loggingInTo((answers, number) -> answers.sendRaw(noise)));
    }

    @Test
    void closedInPlaceOfTheMethods() throws Exception {
        assertBlocked(
                "network/closed-early",
                loggingInTo((answers, number) -> answers.session().close(true)));
    }

    @Test
    void silenceInPlaceOfTheMethods() throws Exception {
        assertBlocked("network/timed-out", loggingInTo((answers, number) -> {}));
    }
}
