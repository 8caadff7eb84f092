package dev.sshwhy.testing;

import java.io.IOException;
import java.security.PublicKey;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.sshd.common.PropertyResolverUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Apache MINA SSHD on loopback, one for each test; configure it before or within the test. */
public final class EmbeddedSshServer implements BeforeEachCallback, AfterEachCallback {
    private final SigningKey hostKey = SigningKey.ed25519();
    private final Set<PublicKey> accepted = new HashSet<>();
    private final Set<PublicKey> asked = new HashSet<>();
    private SshServer server = new SshServer();

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        accepted.clear();
        asked.clear();
        server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey.pair()));
        server.setPublickeyAuthenticator((user, key, session) -> {
            asked.add(key);
            return accepted.contains(key);
        });
        server.setPasswordAuthenticator((user, password, session) -> false);
        server.start();
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        server.stop(true);
    }

    public int port() {
        return server.getPort();
    }

    public SigningKey hostKey() {
        return hostKey;
    }

    public void accept(SigningKey key) {
        accepted.add(key.pair().getPublic());
    }

    public boolean wasAskedAbout(SigningKey key) {
        return asked.contains(key.pair().getPublic());
    }

    /** The methods that must all succeed, as AuthenticationMethods of sshd_config(5) takes them. */
    public void requireMethods(String methods) {
        PropertyResolverUtils.updateProperty(server, CoreModuleProperties.AUTH_METHODS.getName(), methods);
    }

    public void show(String banner) {
        PropertyResolverUtils.updateProperty(server, CoreModuleProperties.WELCOME_BANNER.getName(), banner);
        PropertyResolverUtils.updateProperty(
                server, CoreModuleProperties.WELCOME_BANNER_LANGUAGE.getName(), Locale.ROOT.getLanguage());
    }

    public void limitTries(int tries) {
        PropertyResolverUtils.updateProperty(server, CoreModuleProperties.MAX_AUTH_REQUESTS.getName(), tries);
    }
}
