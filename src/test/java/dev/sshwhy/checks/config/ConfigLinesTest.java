package dev.sshwhy.checks.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLinesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            quoteCharacter = '`',
            value = {
                "User root|root",
                "  User =  root  |root",
                "User root # on every Pod|root",
                "IdentityFile \"~/my keys/id\"\t# quoted|~/my keys/id",
                "IdentityFile \"~/a #1\"|~/a #1",
                "IdentityFile ~/.ssh/id#2|~/.ssh/id#2",
                "User # nobody|``",
                "User|``"
            })
    void valueIsWithoutQuotesAndComment(String line, String value) {
        assertEquals(value, ConfigLines.value(line));
    }

    @Test
    void anotherValueKeepsIndentationSpellingAndComment() {
        assertEquals("\tuser=me  # mine", ConfigLines.withValue("\tuser=root  # mine  ", "me"));
        assertEquals(
                "IdentityFile \"~/my keys/id\" # of the Pod",
                ConfigLines.withValue("IdentityFile ~/x # of the Pod", "~/my keys/id"));
        assertEquals("IdentityFile ~/y", ConfigLines.withValue("IdentityFile \"~/a #1\"", "~/y"));
    }
}
