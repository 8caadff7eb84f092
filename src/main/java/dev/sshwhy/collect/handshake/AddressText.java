package dev.sshwhy.collect.handshake;

import dev.sshwhy.sshconfig.Addresses;
import java.net.Inet6Address;
import java.net.InetAddress;

/** Addresses as ssh and people write them: Java leaves no zero out. */
final class AddressText {
    private AddressText() {}

    /** The address alone: {@code 192.0.2.1}, {@code 2001:db8::1}, {@code fe80::1%eth0}. */
    static String of(InetAddress address) {
        String written = address.getHostAddress();
        int zone = written.indexOf('%');
        String bare = zone < 0 ? written : written.substring(0, zone);
        return Addresses.canonical(bare).orElse(bare) + written.substring(bare.length());
    }

    /** With its port: {@code 192.0.2.1:22}, {@code [2001:db8::1]:22}. */
    static String of(InetAddress address, int port) {
        return (address instanceof Inet6Address ? "[" + of(address) + "]" : of(address)) + ":" + port;
    }
}
