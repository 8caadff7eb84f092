package dev.sshwhy.collect.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.common.LoggerFactory;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.Transport;
import net.schmizz.sshj.transport.TransportException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What no server here can be made to send, at the border to sshj. */
class UserAuthenticationTest {
    private final Transport transport = mock(Transport.class);
    private UserAuthentication authentication = new UserAuthentication(prepared(transport));

    @BeforeEach
    void begin() {
        authentication = new UserAuthentication(transport);
    }

    private static Transport prepared(Transport transport) {
        Config config = mock(Config.class);
        when(config.getLoggerFactory()).thenReturn(LoggerFactory.DEFAULT);
        when(transport.getConfig()).thenReturn(config);
        return transport;
    }

    @Test
    void sendsUnimplementedForAMessageOfNoMeaningHere() throws Exception {
        authentication.handle(Message.CHANNEL_OPEN, new SSHPacket());
        verify(transport).sendUnimplemented();
    }

    @Test
    void givesTheAnswerThatArrivesWhileItWaits() throws Exception {
        doAnswer(call -> {
                    authentication.handle(
                            Message.USERAUTH_FAILURE,
                            new SSHPacket().putString("publickey,password").putBoolean(true));
                    return 1L;
                })
                .when(transport)
                .write(any());
        Optional<Reply> reply = authentication.ask(new SSHPacket(Message.USERAUTH_REQUEST), 1000);
        assertEquals(Optional.of(new Reply.Refused(List.of("publickey", "password"), true)), reply);
    }

    @Test
    void throwsWhatEndedTheConnection() {
        SSHException end = new SSHException("gone");
        authentication.notifyError(end);
        assertSame(
                end,
                assertThrows(
                        SSHException.class, () -> authentication.ask(new SSHPacket(Message.USERAUTH_REQUEST), 1000)));
    }

    @Test
    void endsTheConnectionOfAServerThatFloodsIt() {
        assertThrows(TransportException.class, () -> {
            for (int i = 0; i < 100_000; i++) {
                authentication.handle(Message.USERAUTH_SUCCESS, new SSHPacket());
            }
        });
    }

    @Test
    void keepsABannerWithinBoundsAndFreeOfControlCharacters() throws Exception {
        for (int i = 0; i < 100; i++) {
            authentication.handle(
                    Message.USERAUTH_BANNER,
                    new SSHPacket().putString("\u001b[31m" + "x".repeat(10_000)).putString(""));
        }
        String banner = authentication.banner().orElseThrow();
        assertTrue(banner.length() < 64 * 1024, () -> banner.length() + " characters");
        assertTrue(banner.indexOf('\u001b') < 0);
    }
}
