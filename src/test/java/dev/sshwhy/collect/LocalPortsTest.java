package dev.sshwhy.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.TakenPort;
import dev.sshwhy.testing.Facts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalPortsTest {
    private static List<TakenPort> taken(String option, String value) {
        return LocalPorts.taken(Facts.configuration(option, value, 1));
    }

    @Test
    void aPortThatAnotherProgramHoldsIsTaken() throws IOException {
        try (ServerSocket held = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = held.getLocalPort();
            List<TakenPort> found = taken("localforward", "[127.0.0.1]:" + port + " [localhost]:80");
            assertEquals(
                    List.of("[127.0.0.1]:" + port),
                    found.stream().map(TakenPort::listen).toList());
            assertFalse(found.get(0).why().isEmpty());
            assertEquals(1, taken("dynamicforward", "[127.0.0.1]:" + port).size());
        }
    }

    @Test
    void aPortThatIsGivenBackIsFree() throws IOException {
        String listen;
        try (ServerSocket held = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listen = "[127.0.0.1]:" + held.getLocalPort();
            assertEquals(1, taken("localforward", listen + " [localhost]:80").size());
        }
        assertEquals(List.of(), taken("localforward", listen + " [localhost]:80"));
    }

    @Test
    void aPortThatIsAskedForTwiceIsTakenTheSecondTime() throws IOException {
        int port;
        try (ServerSocket held = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = held.getLocalPort();
        }
        String config = "LocalForward " + port + " localhost:1\nLocalForward " + port + " localhost:1\n";
        assertEquals(List.of(), LocalPorts.taken(configuration(config, "203.0.113.7"))); // ssh drops what is the same
        assertEquals(
                List.of(TakenPort.TWICE),
                LocalPorts.taken(configuration(config, "-D", Integer.toString(port), "203.0.113.7")).stream()
                        .map(TakenPort::why)
                        .toList());
    }

    /** ssh has the port of the other family then, and is content. */
    @Test
    void aPortOfEveryAddressIsFreeWhereOneFamilyIs() throws IOException {
        try (ServerSocketChannel held = ServerSocketChannel.open(StandardProtocolFamily.INET)) {
            held.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
            int port = ((InetSocketAddress) held.getLocalAddress()).getPort();
            assumeTrue(hasIpv6());
            assertEquals(List.of(), taken("localforward", "[*]:" + port + " [localhost]:80"));
            String config = "LocalForward *:" + port + " localhost:80\n";
            assertEquals(
                    1,
                    LocalPorts.taken(configuration(config, "-4", "203.0.113.7")).size());
        }
    }

    private static Configuration configuration(String config, String... words) {
        return Facts.offline().withConfigFile(config, words).snapshot().configuration();
    }

    private static boolean hasIpv6() {
        byte[] loopback = new byte[16];
        loopback[15] = 1;
        try (ServerSocketChannel any = ServerSocketChannel.open(StandardProtocolFamily.INET6)) {
            any.bind(new InetSocketAddress(InetAddress.getByAddress(loopback), 0));
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    @Test
    void socketsNamesAndTheServersPortsAreNotTried() {
        assertEquals(List.of(), taken("localforward", "/run/notebook.sock [localhost]:80"));
        assertEquals(List.of(), taken("localforward", "[host.invalid]:1 [localhost]:80"));
        assertEquals(List.of(), taken("remoteforward", "[127.0.0.1]:1 [localhost]:80"));
    }
}
