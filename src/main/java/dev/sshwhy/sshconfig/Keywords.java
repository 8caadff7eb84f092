package dev.sshwhy.sshconfig;

import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.sshconfig.Keyword.Kind;
import dev.sshwhy.sshconfig.Keyword.Owner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All that is known about keywords: names, aliases, how their values are read, since when (OpenSSH readconf.c keywords[]). */
final class Keywords {
    private static final int LONGEST_SHOWN = 80;
    private static final Map<String, Keyword> TABLE = new HashMap<>();

    static {
        add(Kind.HOST, "Host");
        add(Kind.MATCH, "Match");
        add(Kind.INCLUDE, "Include");
        add(
                Kind.FLAG,
                "ForwardX11 ForwardX11Trusted ExitOnForwardFailure GatewayPorts PasswordAuthentication"
                        + " KbdInteractiveAuthentication HostbasedAuthentication IdentitiesOnly BatchMode CheckHostIP"
                        + " TCPKeepAlive ClearAllForwardings EnableSSHKeysign NoHostAuthenticationForLocalhost"
                        + " HashKnownHosts PermitLocalCommand VisualHostKey StdinNull@807 ForkAfterAuthentication@807"
                        + " ProxyUseFdpass CanonicalizeFallbackLocal StreamLocalBindUnlink"
                        + " EnableEscapeCommandline@902 GSSAPIAuthentication GSSAPIDelegateCredentials");
        add(Kind.YES_NO_ASK, "VerifyHostKeyDNS UpdateHostKeys");
        add(Kind.STRICT_HOST_KEY, "StrictHostKeyChecking");
        add(Kind.ADDRESS_FAMILY, "AddressFamily");
        add(Kind.CONTROL_MASTER, "ControlMaster");
        add(Kind.TUNNEL, "Tunnel");
        add(Kind.REQUEST_TTY, "RequestTTY");
        add(Kind.SESSION_TYPE, "SessionType@807");
        add(Kind.CANONICALIZE, "CanonicalizeHostname");
        add(Kind.PUBKEY, "PubkeyAuthentication");
        add(Kind.COMPRESSION, "Compression");
        add(Kind.LOG_LEVEL, "LogLevel");
        add(Kind.LOG_FACILITY, "SyslogFacility@706");
        add(Kind.HASH, "FingerprintHash");
        add(Kind.TIME, "ConnectTimeout ForwardX11Timeout ServerAliveInterval");
        add(
                Kind.INTEGER,
                "NumberOfPasswordPrompts ConnectionAttempts ServerAliveCountMax CanonicalizeMaxDots"
                        + " RequiredRSASize@901");
        add(Kind.PORT, "Port");
        add(
                Kind.STRING,
                "XAuthLocation User HostName HostKeyAlias PreferredAuthentications KbdInteractiveDevices BindAddress"
                        + " BindInterface@707 PKCS11Provider SecurityKeyProvider@802 ControlPath IgnoreUnknown"
                        + " Tag@904");
        add(Kind.REVOKED_KEYS, "RevokedHostKeys");
        add(Kind.KEYSTROKES, "ObscureKeystrokeTiming@905");
        add(Kind.CHANNEL_TIMEOUT, "ChannelTimeout@906");
        add(Kind.WEAK_CRYPTO, "WarnWeakCrypto@1001");
        add(Kind.COMMAND, "KnownHostsCommand@805 LocalCommand RemoteCommand@706");
        add(Kind.PROXY_COMMAND, "ProxyCommand");
        add(Kind.PROXY_JUMP, "ProxyJump@703");
        add(Kind.ADDED, "IdentityFile CertificateFile");
        add(Kind.FORWARD, "LocalForward RemoteForward DynamicForward");
        add(Kind.SEND_ENV, "SendEnv");
        add(Kind.SET_ENV, "SetEnv@708");
        add(Kind.FILES, "GlobalKnownHostsFile UserKnownHostsFile");
        add(Kind.LOG_VERBOSE, "LogVerbose@805");
        add(Kind.REMOTE_OPEN, "PermitRemoteOpen@805");
        add(Kind.DOMAINS, "CanonicalDomains");
        add(Kind.CNAMES, "CanonicalizePermittedCNAMEs");
        add(
                Kind.ALGORITHMS,
                "Ciphers MACs KexAlgorithms HostKeyAlgorithms CASignatureAlgorithms@709 PubkeyAcceptedAlgorithms@805"
                        + " HostbasedAcceptedAlgorithms@807");
        add(Kind.AGENT_SOCKET, "IdentityAgent@703");
        add(Kind.FORWARD_AGENT, "ForwardAgent");
        add(Kind.ADD_KEYS, "AddKeysToAgent@702");
        add(Kind.CONTROL_PERSIST, "ControlPersist");
        add(Kind.ESCAPE_CHAR, "EscapeChar");
        add(Kind.IP_QOS, "IPQoS");
        add(Kind.REKEY_LIMIT, "RekeyLimit");
        add(Kind.MASK, "StreamLocalBindMask");
        add(Kind.TUNNEL_DEVICE, "TunnelDevice");
        add(Kind.ANY_WORDS, "VersionAddendum@1000 RefuseConnection@1001");
        add(
                Kind.IGNORED,
                "Protocol Cipher FallBackToRsh GlobalKnownHostsFile2 RhostsAuthentication UserKnownHostsFile2 UseRoaming"
                        + " UseRsh UsePrivilegedPort AFSTokenPassing KerberosAuthentication KerberosTGTPassing"
                        + " RSAAuthentication RhostsRSAAuthentication CompressionLevel");

        patched(Owner.GSSAPI_PATCH, Kind.FLAG, "GSSAPIKeyExchange GSSAPITrustDns GSSAPIRenewalForcesRekey");
        patched(Owner.GSSAPI_PATCH, Kind.STRING, "GSSAPIClientIdentity GSSAPIServerIdentity");
        patched(Owner.GSSAPI_PATCH, Kind.GSS_KEX, "GSSAPIKexAlgorithms");
        patched(Owner.DEBIAN, Kind.IGNORED, "UseBlacklistedKeys");
        patched(Owner.APPLE, Kind.FLAG, "UseKeychain");

        alias("SmartcardDevice", "PKCS11Provider");
        alias("ChallengeResponseAuthentication", "KbdInteractiveAuthentication");
        alias("SkeyAuthentication", "KbdInteractiveAuthentication");
        alias("TISAuthentication", "KbdInteractiveAuthentication");
        alias("DSAAuthentication", "PubkeyAuthentication");
        alias("IdentityFile2", "IdentityFile");
        alias("KeepAlive", "TCPKeepAlive");
        alias("HostbasedKeyTypes", "HostbasedAcceptedAlgorithms");
        alias("PubkeyAcceptedKeyTypes", "PubkeyAcceptedAlgorithms");
        TABLE.put(
                "protocolkeepalives",
                new Keyword("ProtocolKeepAlives", "serveraliveinterval", Kind.TIME, 0, Owner.DEBIAN));
        TABLE.put("setuptimeout", new Keyword("SetupTimeOut", "serveraliveinterval", Kind.TIME, 0, Owner.DEBIAN));
    }

    /** Keywords of sshd_config(5) that people put here by mistake. */
    private static final Set<String> OF_THE_SERVER = Set.of(
            "permitrootlogin",
            "authorizedkeysfile",
            "allowusers",
            "allowgroups",
            "denyusers",
            "usepam",
            "maxauthtries",
            "maxsessions",
            "clientaliveinterval",
            "clientalivecountmax",
            "permitemptypasswords",
            "x11forwarding",
            "allowtcpforwarding",
            "allowagentforwarding",
            "subsystem",
            "listenaddress",
            "usedns",
            "strictmodes",
            "acceptenv",
            "printmotd",
            "authenticationmethods");

    private Keywords() {}

    /** The keyword as this ssh reads it; empty when it does not know it. */
    static Optional<Keyword> find(String lowerCase, SshRelease release) {
        return Optional.ofNullable(TABLE.get(lowerCase)).filter(it -> isKnown(it, lowerCase, release));
    }

    private static boolean isKnown(Keyword keyword, String written, SshRelease release) {
        boolean ownersKnow = switch (keyword.owner()) {
            case EVERYONE -> true;
            case GSSAPI_PATCH -> release.vendor() != SshRelease.Vendor.WINDOWS;
            case DEBIAN -> release.vendor() == SshRelease.Vendor.DEBIAN;
            case APPLE -> release.vendor() == SshRelease.Vendor.APPLE;
        };
        // An alias is older than the name it stands for now.
        boolean isAlias = !keyword.spelling().equalsIgnoreCase(written);
        return ownersKnow && (isAlias || release.isAtLeast(keyword.since()));
    }

    /** Why a keyword is not known, in words for a user. */
    static Statement.Refusal unknown(String written, SshRelease release) {
        String lower = Bytes.lowerCase(written);
        String shown = Bytes.text(written);
        Optional<Keyword> elsewhere = Optional.ofNullable(TABLE.get(lower));
        if (elsewhere.isPresent() && elsewhere.get().owner() == Owner.EVERYONE) {
            return refusal(
                    shown + " is known since OpenSSH "
                            + SshRelease.shown(elsewhere.get().since()) + "; this ssh is " + release.shown(),
                    Optional.of("IgnoreUnknown " + elsewhere.get().spelling()));
        }
        if (elsewhere.isPresent()) {
            boolean apple = elsewhere.get().owner() == Owner.APPLE;
            return refusal(
                    shown + (apple ? " is known to Apple's ssh only" : " is known to patched ssh only"),
                    Optional.of("IgnoreUnknown " + elsewhere.get().spelling()));
        }
        if (OF_THE_SERVER.contains(lower)) {
            return refusal(
                    shown + " belongs into the server's sshd_config; ssh itself does not know it", Optional.empty());
        }
        String bare = lower.endsWith(":") ? lower.substring(0, lower.length() - 1) : lower;
        Optional<Keyword> withoutColon = find(bare, release);
        List<String> candidates = new ArrayList<>();
        TABLE.forEach((name, keyword) -> {
            if (keyword.kind() != Kind.IGNORED && keyword.spelling().equalsIgnoreCase(name)) {
                find(name, release).ifPresent(it -> candidates.add(it.spelling()));
            }
        });
        Collections.sort(candidates);
        return refusal(
                unknownWithoutSuggestion(written).message(),
                withoutColon.map(Keyword::spelling).or(() -> Spelling.nearest(bare, candidates)));
    }

    /** The same without a search for what was meant. */
    static Statement.Refusal unknownWithoutSuggestion(String written) {
        String shown =
                Bytes.text(written.length() > LONGEST_SHOWN ? written.substring(0, LONGEST_SHOWN) + "..." : written);
        return refusal("no ssh option is called \"" + shown + "\"", Optional.empty());
    }

    private static Statement.Refusal refusal(String message, Optional<String> suggestion) {
        return new Statement.Refusal(ConfigProblem.Kind.UNKNOWN_OPTION, message, suggestion);
    }

    private static void add(Kind kind, String words) {
        for (String word : words.split(" ", -1)) {
            int at = word.indexOf('@');
            String spelling = at < 0 ? word : word.substring(0, at);
            int since = at < 0 ? 0 : Integer.parseInt(word.substring(at + 1));
            String option = spelling.toLowerCase(Locale.ROOT);
            TABLE.put(option, new Keyword(spelling, option, kind, since, Owner.EVERYONE));
        }
    }

    private static void patched(Owner owner, Kind kind, String words) {
        for (String spelling : words.split(" ", -1)) {
            String option = spelling.toLowerCase(Locale.ROOT);
            TABLE.put(option, new Keyword(spelling, option, kind, 0, owner));
        }
    }

    private static void alias(String written, String meant) {
        Optional.ofNullable(TABLE.get(meant.toLowerCase(Locale.ROOT)))
                .ifPresent(it -> TABLE.put(written.toLowerCase(Locale.ROOT), it));
    }
}
