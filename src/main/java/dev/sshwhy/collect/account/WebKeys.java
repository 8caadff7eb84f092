package dev.sshwhy.collect.account;

import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.Visible;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.apache.commons.io.IOUtils;
import org.apache.commons.io.input.BoundedInputStream;

/**
 * Reads the public keys that an account shows to everybody, as {@code https://github.com/USER.keys} does: one request
 * without credentials, over a connection whose certificate is checked, bounded in time and length.
 */
public final class WebKeys {
    private static final Pattern NAMED = Pattern.compile("(github|gitlab):(.*)", Pattern.DOTALL);
    /** What GitHub and GitLab allow in a name, neither of which lets it begin with a sign. */
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}");
    /** Thousands of keys; the same as of a file. */
    private static final int LONGEST = 1 << 20;

    private static final int LONGEST_SHOWN = 300;
    private static final int LONGEST_CHAIN = 10;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final HttpClient client;
    private final Duration limit;

    /** @param limit how long everything may take, name resolution included */
    public WebKeys(Duration limit) {
        this(HttpClient.newBuilder(), limit);
    }

    /** @param builder may trust other certificates than Java's own */
    WebKeys(HttpClient.Builder builder, Duration limit) {
        // Whom a redirection leads to was not named by the user.
        this.client = builder.followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(limit)
                .build();
        this.limit = limit;
    }

    /**
     * The address that a source stands for; empty when it is no address, but a file.
     *
     * @param source such as {@code github:USER}, {@code gitlab:USER} or {@code https://git.example.org/USER.keys}
     * @throws URISyntaxException when it was meant to be an address, and is none that can be asked
     */
    public static Optional<URI> address(String source) throws URISyntaxException {
        Matcher named = NAMED.matcher(source);
        if (named.matches()) {
            if (!USER.matcher(named.group(2)).matches()) {
                throw new URISyntaxException(source, "no user can have this name");
            }
            return Optional.of(new URI("https://" + named.group(1) + ".com/" + named.group(2) + ".keys"));
        }
        String lower = source.toLowerCase(Locale.ROOT);
        if (lower.startsWith("http://")) {
            throw new URISyntaxException(source, "keys that come without https may be anybody's; write https://");
        }
        if (!lower.startsWith("https://")) {
            return Optional.empty();
        }
        URI address = new URI(source);
        if (address.getHost() == null) {
            throw new URISyntaxException(source, "it names no host");
        }
        if (address.getRawUserInfo() != null) {
            throw new URISyntaxException(
                    source.replaceFirst("//.*@", "//...@"), "a password in an address is not sent");
        }
        return Optional.of(address);
    }

    /** What stands there; not being able to get it is a fact like another. */
    public Observed<byte[]> read(URI address) {
        FutureTask<Observed<byte[]>> answer = new FutureTask<>(() -> ask(address));
        Thread thread = new Thread(answer, "account-keys");
        thread.setDaemon(true);
        thread.start();
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return unreadable(address, "no whole answer within " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            return unreadable(address, reason(address, Objects.requireNonNullElse(e.getCause(), e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unreadable(address, "interrupted");
        }
    }

    private Observed<byte[]> ask(URI address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Accept", "text/plain, */*;q=0.1")
                .header("User-Agent", "sshwhy")
                .timeout(limit)
                .build();
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = BoundedInputStream.builder()
                .setInputStream(response.body())
                .setMaxCount(LONGEST + 1L)
                .get()) {
            int status = response.statusCode();
            Optional<String> elsewhere = response.headers().firstValue("Location");
            if (status / 100 == 3 && elsewhere.isPresent()) {
                return unreadable(
                        address, "the server sends one on; name that address in its place: " + elsewhere.get());
            }
            if (status == NOT_FOUND) {
                return unreadable(address, "the server knows no such page; is the user's name right?");
            }
            if (status != OK) {
                return unreadable(address, "the server answers with status " + status);
            }
            byte[] bytes = IOUtils.toByteArray(body);
            if (bytes.length > LONGEST) {
                return unreadable(address, "it is longer than " + (LONGEST >> 20) + " MiB");
            }
            return isWebPage(response, bytes)
                    ? unreadable(address, "a web page stands there, not a list of keys; a list's address ends in .keys")
                    : Observed.present(bytes);
        }
    }

    private static boolean isWebPage(HttpResponse<InputStream> response, byte[] bytes) {
        String type = response.headers().firstValue("Content-Type").orElse("");
        String start = new String(bytes, 0, Math.min(bytes.length, 100), StandardCharsets.ISO_8859_1);
        return type.toLowerCase(Locale.ROOT).contains("html") && start.strip().startsWith("<");
    }

    /** Java's client wraps what happened, sometimes twice. */
    private static String reason(URI address, Throwable failure) {
        List<Throwable> chain = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(LONGEST_CHAIN)
                .toList();
        if (chain.stream()
                .anyMatch(it -> it instanceof UnknownHostException || it instanceof UnresolvedAddressException)) {
            return "the name " + address.getHost() + " does not resolve";
        }
        if (chain.stream().anyMatch(SSLException.class::isInstance)) {
            return "the connection cannot be trusted (" + failure.getMessage() + ")";
        }
        return failure instanceof ConnectException
                ? "nothing answers there"
                : "it cannot be read (" + failure.getMessage() + ")";
    }

    private static Observed<byte[]> unreadable(URI address, String reason) {
        return Observed.unreadable(address.toString(), Visible.text(reason, LONGEST_SHOWN));
    }
}
