package dev.sshwhy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No page, help or message names a command that this build does not have. */
class NamedCommandsTest {
    /** What there is, or will be: in prose, another word behind "sshwhy" is a verb. */
    private static final Set<String> PLANNED = Set.of(
            "account", "check", "config", "diagnose", "explain", "fix", "keys", "lint", "rules", "schema", "ticket");

    private static final Pattern CALL =
            Pattern.compile("\\bsshwhy(?:\\.cmd)? ((?:--[a-z-]+(?: FILE| DIR)? )*)([a-z]+)");
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`|(?m)^ {4,}(.*)$");
    private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\\n]++|\\\\.)*+)\"");

    private static boolean exists(String word) {
        return Arguments.Command.named(word).isPresent()
                || Arrays.stream(Program.values()).anyMatch(it -> it.command().equals(word));
    }

    @Test
    void everyPageAndTheReadmeNameOnlyWhatThereIs() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Path.of("README.md")));
        try (Stream<Path> rules = Files.walk(Path.of("rules"))) {
            rules.filter(it -> it.toString().endsWith(".md")).forEach(pages::add);
        }
        List<String> wrong = new ArrayList<>();
        int calls = 0;
        for (Path page : pages) {
            String text = Files.readString(page);
            Matcher code = CODE.matcher(text);
            while (code.find()) {
                calls += collect(page, code.group(), false, wrong);
            }
            collect(page, text, true, wrong);
        }
        assertEquals(List.of(), wrong);
        assertTrue(calls > 10, () -> "no calls seen");
    }

    @Test
    void everyMessageAndTheHelpNameOnlyWhatThereIs() throws IOException {
        List<String> wrong = new ArrayList<>();
        try (Stream<Path> classes = Files.walk(Path.of("src/main/java"))) {
            for (Path it :
                    classes.filter(file -> file.toString().endsWith(".java")).toList()) {
                Matcher string = STRING.matcher(Files.readString(it));
                while (string.find()) {
                    collect(it, string.group(1), true, wrong);
                }
            }
        }
        collect(Path.of("help"), Help.TEXT, true, wrong);
        assertEquals(List.of(), wrong);
        Help.TEXT
                .lines()
                .dropWhile(it -> !it.equals("Commands"))
                .takeWhile(it -> !it.isEmpty())
                .skip(1)
                .filter(it -> it.matches(" {2}\\S.*")) // and no second line of what is said of one
                .map(it -> it.strip().replaceFirst("[^a-z].*", ""))
                .forEach(it -> assertTrue(exists(it), it));
    }

    @Test
    void wouldNoticeACommandThatIsNotThere() {
        List<String> wrong = new ArrayList<>();
        collect(Path.of("x"), "Run sshwhy fixx gpu, or sshwhy --home DIR frobnicate.", false, wrong);
        collect(Path.of("x"), "sshwhy says why; sshwhy check gpu", true, wrong);
        assertEquals(2, wrong.size(), wrong::toString);
    }

    /** Adds what does not exist; gives how many calls were seen. */
    private static int collect(Path page, String text, boolean isProse, List<String> wrong) {
        int seen = 0;
        Matcher call = CALL.matcher(text);
        while (call.find()) {
            String word = call.group(2);
            seen++;
            if (!exists(word) && (!isProse || PLANNED.contains(word))) {
                wrong.add(page + ": " + call.group());
            }
        }
        return seen;
    }
}
