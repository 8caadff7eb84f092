package dev.sshwhy.report;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The options in the manual's spelling (ssh_config(5)), in the order in which a person would ask for them. */
enum OptionGroup {
    PLACE(
            "Where it goes",
            "HostName User Port AddressFamily BindAddress BindInterface CanonicalizeHostname CanonicalDomains"
                    + " CanonicalizeMaxDots CanonicalizeFallbackLocal CanonicalizePermittedCNAMEs Tag"),
    KEYS(
            "Keys",
            "IdentityFile CertificateFile IdentitiesOnly IdentityAgent AddKeysToAgent UseKeychain PKCS11Provider"
                    + " SecurityKeyProvider PreferredAuthentications PubkeyAuthentication PasswordAuthentication"
                    + " KbdInteractiveAuthentication ChallengeResponseAuthentication KbdInteractiveDevices"
                    + " NumberOfPasswordPrompts BatchMode HostbasedAuthentication EnableSSHKeysign"
                    + " GSSAPIAuthentication GSSAPIDelegateCredentials GSSAPIKeyExchange GSSAPIClientIdentity"
                    + " GSSAPIServerIdentity GSSAPITrustDns GSSAPIRenewalForcesRekey"),
    HOST_KEY(
            "Host key",
            "StrictHostKeyChecking HostKeyAlias UserKnownHostsFile GlobalKnownHostsFile KnownHostsCommand"
                    + " RevokedHostKeys UpdateHostKeys HashKnownHosts CheckHostIP VerifyHostKeyDNS VisualHostKey"
                    + " FingerprintHash NoHostAuthenticationForLocalhost NoHostAuthenticationForProxyCommand"),
    WAY(
            "The way there",
            "ProxyJump ProxyCommand ProxyUseFdpass ControlMaster ControlPath ControlPersist ConnectTimeout"
                    + " ConnectionAttempts ServerAliveInterval ServerAliveCountMax TCPKeepAlive Compression IPQoS"
                    + " AppleMultipath RefuseConnection VersionAddendum"),
    FORWARDING(
            "Forwarding",
            "LocalForward RemoteForward DynamicForward ClearAllForwardings ExitOnForwardFailure GatewayPorts"
                    + " PermitRemoteOpen ForwardAgent ForwardX11 ForwardX11Trusted ForwardX11Timeout XAuthLocation"
                    + " StreamLocalBindMask StreamLocalBindUnlink Tunnel TunnelDevice ChannelTimeout"),
    SESSION(
            "Session",
            "RequestTTY SessionType RemoteCommand LocalCommand PermitLocalCommand SendEnv SetEnv StdinNull"
                    + " ForkAfterAuthentication EscapeChar EnableEscapeCommandline ObscureKeystrokeTiming LogLevel"
                    + " LogVerbose SyslogFacility"),
    ALGORITHMS(
            "Algorithms",
            "KexAlgorithms HostKeyAlgorithms PubkeyAcceptedAlgorithms HostbasedAcceptedAlgorithms"
                    + " CASignatureAlgorithms Ciphers MACs GSSAPIKexAlgorithms RequiredRSASize RekeyLimit"
                    + " WarnWeakCrypto"),
    OTHER("Other", "");

    private final String title;
    private final String options;

    OptionGroup(String title, String options) {
        this.title = title;
        this.options = options;
    }

    private List<String> options() {
        return options.isEmpty() ? List.of() : List.of(options.split(" ", -1));
    }

    String title() {
        return title;
    }

    /** The options of a set, by group and in its order; those that no group names stand in the last one. "host" is none. */
    static Map<OptionGroup, List<String>> spelled(Set<String> lowerCase) {
        Set<String> others = new TreeSet<>(lowerCase);
        others.remove("host");
        Map<OptionGroup, List<String>> groups = new EnumMap<>(OptionGroup.class);
        for (OptionGroup group : values()) {
            groups.put(
                    group,
                    group.options().stream()
                            .filter(it -> others.remove(it.toLowerCase(Locale.ROOT)))
                            .toList());
        }
        groups.put(OTHER, List.copyOf(others));
        return groups;
    }
}
