package dev.sshwhy.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.OperatingSystem;
import dev.sshwhy.evidence.OtherWay;
import dev.sshwhy.evidence.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherWaysTest {
    private static final Map<String, String> KERBEROS = Map.of("gssapiauthentication", "yes");
    private static final Map<String, String> HOST = Map.of("hostbasedauthentication", "yes");

    @TempDir
    private Path root;

    private Map<String, String> environment = Map.of();
    private OperatingSystem system = OperatingSystem.LINUX;

    private List<OtherWay> ways(Map<String, String> options) {
        Map<String, List<ConfigValue>> values = new TreeMap<>();
        options.forEach((name, value) ->
                values.put(name, List.of(new ConfigValue(value, Span.of("/home/me/.ssh/config", ""), List.of()))));
        Surroundings surroundings =
                new Surroundings("/home/me", true, environment, root, "me", system, Optional.of("OpenSSH_9.2p1"));
        return new OtherWays(surroundings, new LocalFiles(), root.toString())
                .of(new Configuration(List.of(), values, List.of(), List.of()));
    }

    private void file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String ticket() {
        return "tmp/krb5cc_" + new LocalFiles().userId().orElse(0);
    }

    @Test
    void sshHasNoOtherWayWithoutATicket() throws IOException {
        assertEquals(List.of(), ways(KERBEROS));
        environment = Map.of("KRB5CCNAME", "FILE:" + root.resolve("none"));
        file(ticket(), "the variable says that this one is not looked at");
        assertEquals(List.of(), ways(KERBEROS));
    }

    @Test
    void sshGoesFirstByATicket() throws IOException {
        file(ticket(), "a ticket");
        OtherWay way = ways(KERBEROS).get(0);
        assertEquals("gssapi-with-mic", way.method());
        assertTrue(way.isFirst());
        assertTrue(way.what().contains("krb5cc_"), way.what());
        assertEquals(List.of(), ways(Map.of()), "GSSAPIAuthentication is off unless something says yes");
    }

    @Test
    void sshGoesByATicketThatAVariableNames() throws IOException {
        file("cache", "a ticket");
        environment = Map.of("KRB5CCNAME", "FILE:" + root.resolve("cache"));
        assertEquals(1, ways(KERBEROS).size());
        environment = Map.of("KRB5CCNAME", "KCM:1000");
        assertTrue(ways(KERBEROS).get(0).what().contains("cannot look"));
    }

    @Test
    void aCacheInMemoryCountsWhereThereIsARealm() throws IOException {
        file("etc/krb5.conf.d/kcm_default_ccache", "[libdefaults]\n    default_ccache_name = KCM:\n");
        file("etc/krb5.conf", "includedir /etc/krb5.conf.d/\n[libdefaults]\n    # default_realm = EXAMPLE.COM\n");
        assertEquals(List.of(), ways(KERBEROS));
        file("etc/krb5.conf", "includedir /etc/krb5.conf.d/\n[libdefaults]\n    default_realm = EXAMPLE.COM\n");
        assertEquals(1, ways(KERBEROS).size());
    }

    @Test
    void theSystemMayKeepTicketsElsewhere() {
        system = OperatingSystem.MACOS;
        assertEquals(1, ways(KERBEROS).size());
    }

    @Test
    void aMethodThatIsNotPreferredIsNoWay() throws IOException {
        file(ticket(), "a ticket");
        Map<String, String> options = new TreeMap<>(KERBEROS);
        options.put("preferredauthentications", "publickey,password");
        assertEquals(List.of(), ways(options));
        options.put("preferredauthentications", "publickey,gssapi-with-mic");
        assertEquals(
                List.of(false), ways(options).stream().map(OtherWay::isFirst).toList());
    }

    @Test
    void theHostsKeySignsOnlyWhereTheSystemLetsIt() throws IOException {
        file("etc/ssh/ssh_host_ed25519_key.pub", "ssh-ed25519 AAAA");
        file("etc/ssh/ssh_config", "Host *\n#   EnableSSHKeysign yes\n");
        assertEquals(List.of(), ways(HOST));
        file("etc/ssh/ssh_config", "Host *\n    EnableSSHKeysign yes\n");
        assertEquals("hostbased", ways(HOST).get(0).method());
    }

    @Test
    void aTokenIsAWayWhereItsLibraryIs() throws IOException {
        file("lib/token.so", "");
        Map<String, String> here =
                Map.of("pkcs11provider", root.resolve("lib/token.so").toString());
        assertEquals("publickey", ways(here).get(0).method());
        assertEquals(List.of(), ways(Map.of("pkcs11provider", "/no/such/library.so")));
        assertEquals(List.of(), ways(Map.of("pkcs11provider", "none")));
        Map<String, String> without = new TreeMap<>(here);
        without.put("pubkeyauthentication", "no");
        assertEquals(List.of(), ways(without));
    }
}
