package dev.sshwhy.collect.handshake;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.AbstractService;
import net.schmizz.sshj.common.DisconnectReason;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.Transport;
import net.schmizz.sshj.transport.TransportException;

/**
 * The service ssh-userauth (RFC 4252), one request and one answer at a time. sshj's own client would sign as soon as a key
 * is welcome.
 */
final class UserAuthentication extends AbstractService {
    /** More answers than questions are the server's mistake. */
    private static final int UNREAD = 16;

    /** The methods that ssh knows (OpenSSH sshconnect2.c authmethods). */
    private static final List<String> METHODS =
            List.of("none", "publickey", "password", "keyboard-interactive", "hostbased", "gssapi-with-mic");

    private static final int BANNER_CHARACTERS = 16 * 1024;

    /** What arrives on the reader's thread. */
    private sealed interface Arrival {
        record Answer(Reply reply) implements Arrival {}

        record Death(SSHException reason) implements Arrival {}
    }

    private final BlockingQueue<Arrival> arrivals = new ArrayBlockingQueue<>(UNREAD);
    private final StringBuilder banner = new StringBuilder();

    UserAuthentication(Transport transport) {
        super("ssh-userauth", transport);
    }

    /** Sends a request and waits for its answer; throws when the connection is over, or the time. */
    Optional<Reply> ask(SSHPacket request, long millis) throws SSHException {
        trans.write(request);
        try {
            Optional<Arrival> arrival = Optional.ofNullable(arrivals.poll(millis, TimeUnit.MILLISECONDS));
            if (arrival.isPresent() && arrival.get() instanceof Arrival.Death death) {
                throw death.reason();
            }
            return arrival.map(it -> ((Arrival.Answer) it).reply());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** What the server has shown so far (RFC 4252 §5.4), cleaned. */
    Optional<String> banner() {
        synchronized (banner) {
            String shown = Wording.lines(banner.toString(), BANNER_CHARACTERS);
            return shown.isEmpty() ? Optional.empty() : Optional.of(shown);
        }
    }

    @Override
    public void handle(Message message, SSHPacket packet) throws SSHException {
        WireReader reader = new WireReader(Arrays.copyOfRange(packet.array(), packet.rpos(), packet.wpos()));
        switch (message) {
            case USERAUTH_BANNER -> show(reader.text());
            case USERAUTH_FAILURE -> arrived(new Reply.Refused(Wording.names(reader.text(), METHODS), reader.truth()));
            case USERAUTH_60 -> {
                reader.text();
                String blob = Base64.getEncoder().encodeToString(reader.string().orElse(new byte[0]));
                arrived(new Reply.KeyWelcome(blob));
            }
            case USERAUTH_SUCCESS -> arrived(new Reply.LoggedIn());
            case GLOBAL_REQUEST -> {
                // After a login, OpenSSH tells its other host keys; nobody here wants them.
            }
            case REQUEST_SUCCESS, REQUEST_FAILURE -> arrived(new Reply.StillThere());
            default -> trans.sendUnimplemented();
        }
    }

    @Override
    public void notifyUnimplemented(long number) throws SSHException {
        arrived(new Reply.StillThere()); // that, too, is an answer
    }

    @Override
    public void notifyError(SSHException error) {
        // A full queue has enough to end on.
        boolean told = arrivals.offer(new Arrival.Death(error));
        log.debug("told: {}", told);
    }

    private void arrived(Reply reply) throws TransportException {
        if (!arrivals.offer(new Arrival.Answer(reply))) {
            throw new TransportException(DisconnectReason.PROTOCOL_ERROR, "the server answers what was not asked");
        }
    }

    private void show(String text) {
        synchronized (banner) {
            if (banner.length() <= BANNER_CHARACTERS) {
                banner.append(text, 0, Math.min(text.length(), BANNER_CHARACTERS + 1));
            }
        }
    }
}
