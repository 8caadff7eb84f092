package dev.sshwhy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.cli.LiveProgress.Manner;
import dev.sshwhy.evidence.Handshake.Reached;
import dev.sshwhy.testing.ScenarioServer;
import dev.sshwhy.testing.Setup;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveProgressTest {
    @TempDir
    private Path home;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(written, true, StandardCharsets.UTF_8);
    private final AtomicLong clock = new AtomicLong();

    private LiveProgress progress(Manner manner, int columns) {
        return new LiveProgress(err, manner, true, columns, clock::get);
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }

    /** What a terminal shows in its last line after all that was written. */
    private static String lastLine(String text) {
        StringBuilder line = new StringBuilder();
        int at = 0;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter == '\r' || letter == '\n') {
                at = 0;
                line.setLength(letter == '\n' ? 0 : line.length());
            } else {
                line.replace(at, Math.min(line.length(), at + 1), String.valueOf(letter));
                at++;
            }
        }
        return line.toString().stripTrailing();
    }

    @Test
    void showsTheLayersThatAreDoneAndTheNextOne() {
        LiveProgress live = progress(Manner.LIVE, 100);
        live.reached("gpu", Reached.NOTHING);
        assertEquals("gpu: name …", lastLine(text()));
        live.reached("gpu", Reached.NAME);
        live.reached("gpu", Reached.TCP);
        assertEquals("gpu: name ✓ · TCP ✓ · greeting …", lastLine(text()));
        live.reached("gpu", Reached.AUTH);
        live.reached("gpu", Reached.AUTH);
        live.reached("gpu", Reached.AUTH);
        assertTrue(lastLine(text()).endsWith("methods ✓ · keys, 2 keys asked …"), text());
        live.close();
        assertEquals("", lastLine(text()));
        assertFalse(text().contains("\n"));
        assertFalse(text().contains("\u001b"));
    }

    @Test
    void showsTheSecondsOfALongWait() throws InterruptedException {
        LiveProgress live = progress(Manner.LIVE, 100);
        live.reached("gpu", Reached.TCP);
        assertFalse(text().contains(" s"), text());
        clock.set(TimeUnit.SECONDS.toNanos(7));
        live.ticking();
        for (int i = 0; i < 100 && !text().contains("greeting … 7 s"); i++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        assertTrue(text().contains("greeting … 7 s"), text());
        live.close();
        live.reached("gpu", Reached.KEX);
        assertEquals("", lastLine(text()));
    }

    @Test
    void namesTheHostItIsAtAndNeverMoreThanALine() {
        LiveProgress live = progress(Manner.LIVE, 40);
        live.reached("gw\u001b[2J", Reached.HOSTKEY);
        live.reached("gpu", Reached.NOTHING);
        assertEquals("gpu: name …", lastLine(text()));
        assertFalse(text().contains("\u001b"));
        for (String it : text().split("\r", -1)) {
            assertTrue(it.length() < 40, it);
        }
    }

    @Test
    void makesRoomForAnAnnouncement() {
        LiveProgress live = progress(Manner.LIVE, 100);
        live.reached("gpu", Reached.AUTH);
        live.announced("asking the agent");
        assertTrue(text().contains("\rsshwhy: asking the agent\n"), text());
        assertTrue(lastLine(text()).startsWith("gpu: name"), text());
    }

    @Test
    void tellsAPlainLineForEachHostWhereNothingIsDrawn() {
        LiveProgress lines = progress(Manner.LINES, 100);
        lines.reached("gw", Reached.NOTHING);
        lines.reached("gw", Reached.LOGIN);
        lines.reached("gpu", Reached.NOTHING);
        lines.close();
        assertEquals("sshwhy: asking gw\nsshwhy: asking gpu\n", text().replace(System.lineSeparator(), "\n"));
    }

    @Test
    void isGoneBeforeTheReportAndSilentWhereNobodyLooks() throws IOException {
        new Setup(home).key("~/.ssh/id_ed25519", 1, 0600, "");
        try (ScenarioServer server = ScenarioServer.start(List.of("methods publickey,password"))) {
            String port = Integer.toString(server.port());
            String seen = run(true, Map.of(), "--home", home.toString(), "ssh", "-p", port, "root@127.0.0.1");
            assertTrue(seen.contains("127.0.0.1: name ok, TCP ok, greeting ok"), seen);
            assertEquals("", lastLine(seen.substring(0, seen.indexOf("REPORT"))));
            for (List<String> more : List.of(List.of("--quiet"), List.of("--format=json"))) {
                List<String> line = new ArrayList<>(more);
                line.addAll(List.of("--home", home.toString(), "ssh", "-p", port, "root@127.0.0.1"));
                assertEquals("REPORT", run(true, Map.of(), line.toArray(String[]::new)));
            }
            assertEquals(
                    "REPORT",
                    run(true, Map.of("TERM", "dumb"), "--home", home.toString(), "ssh", "-p", port, "root@127.0.0.1"));
            assertEquals(
                    "REPORT", run(false, Map.of(), "--home", home.toString(), "ssh", "-p", port, "root@127.0.0.1"));
        }
    }

    /** What came on standard error, with a mark where the report began. */
    private String run(boolean terminal, Map<String, String> environment, String... line) {
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        PrintStream to = new PrintStream(seen, true, StandardCharsets.UTF_8);
        PrintStream report = new PrintStream(
                new OutputStream() {
                    private boolean begun;

                    @Override
                    public void write(int letter) {
                        if (!begun) {
                            to.print("REPORT");
                        }
                        begun = true;
                    }
                },
                true,
                StandardCharsets.UTF_8);
        new Cli(new Streams(
                        new ByteArrayInputStream(new byte[0]),
                        report,
                        to,
                        environment,
                        Clock.systemUTC(),
                        terminal,
                        terminal))
                .run(List.of(line));
        return seen.toString(StandardCharsets.UTF_8);
    }
}
