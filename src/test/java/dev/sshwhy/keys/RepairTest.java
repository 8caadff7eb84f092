package dev.sshwhy.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sshwhy.evidence.KeyFile.Loading;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepairTest {
    @ParameterizedTest
    @MethodSource("dev.sshwhy.keys.DamagedKeys#repairable")
    void makesADamagedKeyWhatItWas(String damage) {
        byte[] sound = TestKeys.bytes("ed25519");
        byte[] repaired =
                Repair.bytes(DamagedKeys.of(TestKeys.text("ed25519"), damage)).orElseThrow();
        assertArrayEquals(sound, repaired);
    }

    @ParameterizedTest
    @MethodSource("dev.sshwhy.keys.DamagedKeys#repairable")
    void makesADamagedPemKeyLoadWhereItDidNot(String damage) {
        byte[] damaged = DamagedKeys.of(TestKeys.text("rsa2048-encrypted.pem"), damage);
        byte[] after = Repair.bytes(damaged).orElse(damaged);
        // Without its first line, nothing tells an encrypted body from any other.
        Loading expected = damage.equals("no header") ? Loading.FAILS : Loading.ASKS_PASSPHRASE;
        assertEquals(expected, TestKeys.read(after).loading());
    }

    @Test
    void readsUtf16() {
        byte[] wide = TestKeys.text("ed25519").getBytes(StandardCharsets.UTF_16LE);
        assertArrayEquals(TestKeys.bytes("ed25519"), Repair.bytes(wide).orElseThrow());
    }

    @Test
    void writesAnEd25519KeyInOpensshFormat() {
        byte[] converted = Repair.bytes(TestKeys.bytes("ed25519.pkcs8")).orElseThrow();
        assertEquals(Loading.LOADS, TestKeys.read(converted).loading());
        assertEquals(
                TestKeys.read(TestKeys.bytes("ed25519.pkcs8")).publicKey(),
                TestKeys.read(converted).publicKey());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "rsa2048.pem", "ed25519.ppk", "rsa768.pem", "ed25519.pub"})
    void leavesAloneWhatItCannotImprove(String name) {
        assertEquals(Optional.empty(), Repair.bytes(TestKeys.bytes(name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "stray"})
    void inventsNothingThatIsLost(String damage) {
        assertEquals(Optional.empty(), Repair.bytes(DamagedKeys.of(TestKeys.text("ed25519"), damage)));
    }
}
