package dev.sshwhy.sshconfig;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As the glob(3) that OpenSSH brings along matches; each row was seen with {@code ssh -G} and an Include. */
class GlobTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    *              | a b
                    ?              | a
                    [ab]           | b
                    [!a]           | b
                    [^a]           | ^
                    [^a]           | a
                    []a]           | ]
                    [a             | [a
                    [\\]]          | ]
                    [a\\]          | [a]
                    [a\\-c]        | -
                    [[:digit:]]*   | 10.conf
                    [![:alpha:]]   | _
                    [x[:upper:]]   | x
                    [[:upper:]x]   | Q
                    [a-]           | -
                    [--a]          | 9
                    \\*            | *
                    {a,b}          | {a,b}
                    """)
    void matches(String pattern, String name) {
        assertEquals(true, Glob.matches(name, pattern.replace("\\\\", "\\")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    [!a]           | a
                    [^a]           | b
                    [b-a]          | a
                    [[:digit:]]    | x
                    [[:nothing:]]  | n
                    [[:alpha:]]    | é
                    [\\]]          | a
                    [a\\]          | a
                    [a\\-c]        | b
                    {a,b}          | a
                    """)
    void doesNotMatch(String pattern, String name) {
        assertEquals(false, Glob.matches(name, pattern.replace("\\\\", "\\")));
    }

    @Test
    void readsTheFilesInTheOrderOfTheirBytes() {
        FakeSetup setup = FakeSetup.withConfig("Include d/[[:alnum:]]*\n")
                .file("/home/alice/.ssh/d/b", "SendEnv B\n")
                .file("/home/alice/.ssh/d/a10", "SendEnv A10\n")
                .file("/home/alice/.ssh/d/a2", "SendEnv A2\n")
                .file("/home/alice/.ssh/d/Z", "SendEnv Z\n")
                .file("/home/alice/.ssh/d/.a", "SendEnv HIDDEN\n");
        assertEquals(List.of("Z", "A10", "A2", "B"), FakeSetup.values(setup.resolve("host"), "sendenv"));
    }
}
