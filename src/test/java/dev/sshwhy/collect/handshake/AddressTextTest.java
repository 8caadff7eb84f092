package dev.sshwhy.collect.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.1",
                "::",
                "::1",
                "1::",
                "2001:db8::1",
                "2001:db8:0:1:1:1:1:1",
                "2001:0:0:1::1",
                "2001:db8::1:0:0:1",
                "1:2:3:4:5:6:7:8",
                "fe80::1:2:3"
            })
    void writesAnAddressAsShortAsItGoes(String address) throws Exception {
        assertEquals(address, AddressText.of(literal(address)));
    }

    @Test
    void putsBracketsBeforeAPort() throws Exception {
        assertEquals("[::1]:22", AddressText.of(literal("::1"), 22));
        assertEquals("127.0.0.1:22", AddressText.of(literal("127.0.0.1"), 22));
    }

    private static InetAddress literal(String address) throws UnknownHostException {
        return InetAddress.getAllByName(address)[0];
    }
}
