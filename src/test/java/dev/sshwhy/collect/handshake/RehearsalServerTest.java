package dev.sshwhy.collect.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.KeyFile.Loading;
import dev.sshwhy.testing.SigningKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RehearsalServerTest {
    @Test
    void letsAnybodyInOverTheUsualAlgorithms() throws Exception {
        SigningKey key = SigningKey.ed25519();
        try (RehearsalServer server = RehearsalServer.start()) {
            Handshake handshake = Plans.to(server.port(), key.identity("/k/key", Loading.LOADS))
                    .signingWith(key)
                    .run();
            assertEquals(Optional.empty(), handshake.failure());
            assertTrue(handshake.loggedIn(), handshake::toString);
            assertEquals("chacha20-poly1305@openssh.com", handshake.algorithms().get("cipher"));
            assertEquals(List.of("a remark"), handshake.remarks());
            String shown = handshake.hostKey().orElseThrow().key().line();
            assertTrue(shown.strip().startsWith(server.hostKeyLine()), shown);
        }
    }
}
