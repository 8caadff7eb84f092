package dev.sshwhy.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sshwhy.evidence.TakenPort;
import dev.sshwhy.testing.Facts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
    void socketsNamesAndTheServersPortsAreNotTried() {
        assertEquals(List.of(), taken("localforward", "/run/notebook.sock [localhost]:80"));
        assertEquals(List.of(), taken("localforward", "[host.invalid]:1 [localhost]:80"));
        assertEquals(List.of(), taken("remoteforward", "[127.0.0.1]:1 [localhost]:80"));
    }
}
