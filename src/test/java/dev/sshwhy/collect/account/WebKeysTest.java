package dev.sshwhy.collect.account;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.testing.TestKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against an https server in this process, whose certificate is made for the test. */
class WebKeysTest {
    private static final char[] STORE = "made for tests".toCharArray();
    private static final Map<String, String> ASKED = new ConcurrentHashMap<>();
    private static final ExecutorService THREADS = Executors.newCachedThreadPool();

    @TempDir
    private static Path folder;

    private static SSLContext trusting;
    private static HttpsServer server;

    @BeforeAll
    static void startAServer() throws IOException, GeneralSecurityException, InterruptedException {
        Path store = folder.resolve("store.p12");
        int status = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "made-for-tests",
                        "-dname",
                        "CN=made for tests",
                        "-ext",
                        "san=dns:localhost",
                        "-storepass",
                        String.valueOf(STORE),
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        assertEquals(0, status);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, STORE);
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
        own.init(keys, STORE);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(keys);
        trusting = SSLContext.getInstance("TLS");
        trusting.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(trusting));
        server.setExecutor(THREADS);
        server.createContext("/", WebKeysTest::answer);
        server.start();
    }

    @AfterAll
    static void stopIt() {
        server.stop(0);
        THREADS.shutdownNow();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        ASKED.put(path, String.valueOf(exchange.getRequestHeaders().keySet()));
        switch (path) {
            case "/me.keys" ->
                send(exchange, 200, "text/plain", TestKeys.publicKey(1).line() + "\n");
            case "/nobody.keys" -> send(exchange, 404, "text/plain", "Not Found");
            case "/broken.keys" -> send(exchange, 503, "text/plain", "later");
            case "/moved.keys" -> {
                exchange.getResponseHeaders().set("Location", "https://elsewhere.example/me.keys");
                send(exchange, 301, "text/plain", "");
            }
            case "/bell.keys" -> {
                exchange.getResponseHeaders().set("Location", "https://elsewhere.example/\u0007me.keys");
                send(exchange, 301, "text/plain", "");
            }
            case "/me" -> send(exchange, 200, "text/html; charset=utf-8", "\n<!doctype html><title>me</title>");
            case "/huge.keys" -> send(exchange, 200, "text/plain", "#".repeat((1 << 20) + 1));
            case "/none.keys" -> send(exchange, 200, "text/plain", "");
            default -> drip(exchange);
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    /** A byte now and then, as one that keeps every single wait short would send. */
    private static void drip(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < 600; i++) {
                out.write('#');
                out.flush();
                Thread.sleep(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Observed<byte[]> read(String path) {
        return read(HttpClient.newBuilder().sslContext(trusting), path, Duration.ofSeconds(20));
    }

    private static Observed<byte[]> read(HttpClient.Builder builder, String path, Duration limit) {
        URI address = URI.create("https://localhost:" + server.getAddress().getPort() + path);
        return new WebKeys(builder, limit).read(address);
    }

    private static String why(Observed<byte[]> answer) {
        return answer.match(it -> "it was read", where -> "absent", (where, reason) -> reason, it -> it);
    }

    @Test
    void readsTheKeysWithoutCredentials() {
        byte[] keys = read("/me.keys").seen().orElseThrow();
        assertArrayEquals((TestKeys.publicKey(1).line() + "\n").getBytes(StandardCharsets.UTF_8), keys);
        String headers = ASKED.getOrDefault("/me.keys", "");
        assertTrue(headers.contains("User-agent"), headers);
        assertTrue(List.of("Authorization", "Cookie").stream().noneMatch(headers::contains), headers);
    }

    @Test
    void readsAnAccountWithoutKeys() {
        assertEquals(0, read("/none.keys").seen().orElseThrow().length);
    }

    @Test
    void tellsWhatStandsThereInPlaceOfKeys() {
        assertTrue(why(read("/nobody.keys")).contains("no such page"));
        assertTrue(why(read("/broken.keys")).contains("status 503"));
        assertTrue(why(read("/me")).contains("a web page"));
        assertTrue(why(read("/huge.keys")).contains("longer than 1 MiB"));
    }

    @Test
    void followsNoRedirectionAndPassesNoControlCharacterOn() {
        String why = why(read("/moved.keys"));
        assertTrue(why.endsWith("https://elsewhere.example/me.keys"), why);
        assertTrue(why(read("/bell.keys")).chars().noneMatch(Character::isISOControl));
    }

    @Test
    void giveUpOnAServerThatDripsAndOnOneThatNobodyTrusts() {
        Observed<byte[]> slow = read(HttpClient.newBuilder().sslContext(trusting), "/slow.keys", Duration.ofSeconds(2));
        assertEquals("no whole answer within 2 s", why(slow));
        Observed<byte[]> strange = read(HttpClient.newBuilder(), "/me.keys", Duration.ofSeconds(20));
        assertTrue(why(strange).contains("cannot be trusted"), why(strange));
    }

    @Test
    void tellsAClosedPortAndANameThatLeadsNowhere() {
        WebKeys web = new WebKeys(Duration.ofSeconds(20));
        assertEquals("nothing answers there", why(web.read(URI.create("https://127.0.0.1:1/me.keys"))));
        assertTrue(why(web.read(URI.create("https://nobody.invalid/me.keys"))).contains("does not resolve"));
    }

    @Test
    void understandsNamesAndAddressesAndLeavesFilesAlone() throws URISyntaxException {
        assertEquals(Optional.of(URI.create("https://github.com/me.keys")), WebKeys.address("github:me"));
        assertEquals(Optional.of(URI.create("https://gitlab.com/me.too.keys")), WebKeys.address("gitlab:me.too"));
        assertEquals(
                Optional.of(URI.create("https://git.example.org/me.keys")),
                WebKeys.address("https://git.example.org/me.keys"));
        for (String file : List.of("keys.txt", "C:\\keys.txt", "/tmp/github:me", "./https:/x", "-")) {
            assertEquals(Optional.empty(), WebKeys.address(file), file);
        }
    }

    @Test
    void refusesWhatIsNoNameAndWhatIsNotProtected() {
        for (String source : List.of(
                "github:",
                "github:me/../you",
                "github:me you",
                "gitlab:\n",
                "http://git.example.org/me.keys",
                "https://me:secret@git.example.org/me.keys",
                "https:///me.keys",
                "https://[::1/me.keys")) {
            URISyntaxException refusal = assertThrows(URISyntaxException.class, () -> WebKeys.address(source), source);
            assertTrue(!String.valueOf(refusal.getMessage()).contains("secret"), source);
        }
    }
}
