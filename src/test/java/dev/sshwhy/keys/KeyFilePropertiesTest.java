package dev.sshwhy.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.PublicKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What must hold for a key file that anything happened to. Real cryptography tells whether a key is still good. */
class KeyFilePropertiesTest {
    private static final byte[] DATA = "what is signed".getBytes(StandardCharsets.UTF_8);

    @Provide
    Arbitrary<String> healthyFiles() {
        return Arbitraries.of(
                "ed25519", "ecdsa256", "ecdsa521", "rsa2048.pem", "rsa2048.pkcs8", "ecdsa256.pem", "ecdsa256.pkcs8");
    }

    @Provide
    Arbitrary<String> publicFiles() {
        return Arbitraries.of("ed25519.pub", "rsa2048.pub");
    }

    @Provide
    Arbitrary<Mutation> mutations() {
        return Mutation.any();
    }

    private static boolean signsAs(PublicKey key, byte[] file) {
        String algorithm = key.type().equals("ssh-rsa") ? "rsa-sha2-256" : key.type();
        byte[] signature = PrivateKeySigner.from(file)
                .flatMap(it -> it.sign(algorithm, DATA))
                .orElseThrow();
        byte[] signed = new byte[DATA.length + 4 + signature.length];
        System.arraycopy(DATA, 0, signed, 0, DATA.length);
        return CertificateSignature.fits(signed, Base64.getDecoder().decode(key.blob()), signature);
    }

    @Property(tries = 1500, seed = "1")
    void aKeyThatIsCalledGoodStillSignsAsItDid(
            @ForAll("healthyFiles") String name, @ForAll("mutations") Mutation mutation) {
        String sound = TestKeys.text(name);
        byte[] changed = mutation.of(sound).getBytes(StandardCharsets.UTF_8);
        KeyFile file = TestKeys.read(changed);
        assertEquals(file.loading() == KeyFile.Loading.FAILS, !file.faults().isEmpty(), file.toString());
        if (file.loading() == KeyFile.Loading.LOADS) {
            assertTrue(signsAs(TestKeys.read(sound).publicKey().orElseThrow(), changed), "called good, and is not");
        }
    }

    @Property(tries = 1500, seed = "2")
    void whatSignsIsNotCalledBroken(@ForAll("healthyFiles") String name, @ForAll("mutations") Mutation mutation) {
        byte[] changed = mutation.of(TestKeys.text(name)).getBytes(StandardCharsets.UTF_8);
        if (PrivateKeySigner.from(changed).isPresent()) {
            assertEquals(KeyFile.Loading.LOADS, TestKeys.read(changed).loading());
        }
    }

    @Property(tries = 1500, seed = "3")
    void aPublicKeyIsReadFromItsOwnLettersAlone(
            @ForAll("publicFiles") String name, @ForAll("mutations") Mutation mutation) {
        PublicKey sound = TestKeys.read(TestKeys.text(name)).publicKey().orElseThrow();
        String changed = mutation.of(TestKeys.text(name));
        boolean same = KeyFiles.publicLine(changed.getBytes(StandardCharsets.UTF_8))
                .filter(sound::isSameKeyAs)
                .isPresent();
        boolean intact = Pattern.compile(
                        "(?dm)^[ \t]*" + sound.type() + "[ \t]+" + Pattern.quote(sound.blob()) + "(\\s|$)")
                .matcher(changed)
                .find();
        assertEquals(intact, same, changed);
    }
}
