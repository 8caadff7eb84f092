package dev.sshwhy.collect.handshake;

import dev.sshwhy.collect.handshake.HandshakePlan.LocalEnd;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.HostKey.Known;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.Proposal;
import dev.sshwhy.sshconfig.Algorithms;
import dev.sshwhy.sshconfig.SshRelease;
import dev.sshwhy.testing.SigningKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A plan for a test: a known host on loopback and quick limits, with what a test needs otherwise.
 *
 * @param keys sign for the identities that hold them
 */
record Plans(
        String host,
        int port,
        String user,
        Duration limit,
        List<Identity> offered,
        List<SigningKey> keys,
        Known known,
        boolean trusted,
        boolean sign,
        boolean batchMode,
        List<String> knownTypes,
        Proposal proposal) {

    private static final SshRelease RELEASE = SshRelease.of("OpenSSH_9.2p1");

    /** What ssh proposes, and these names behind it. */
    private static Proposal ssh(String more) {
        return Proposal.alike(
                with(more, "kexalgorithms"),
                with(more, "hostkeyalgorithms"),
                with(more, "ciphers"),
                with(more, "macs"));
    }

    private static List<String> with(String more, String option) {
        List<String> names = new ArrayList<>(Algorithms.usual(option, RELEASE));
        if (Algorithms.known(option, RELEASE).contains(more)) {
            names.add(more);
        }
        return names;
    }

    static Plans to(int port, Identity... offered) {
        return new Plans(
                "127.0.0.1",
                port,
                "root",
                Duration.ofSeconds(10),
                List.of(offered),
                List.of(),
                Known.YES,
                true,
                true,
                false,
                List.of(),
                ssh(""));
    }

    Plans signingWith(SigningKey... them) {
        return new Plans(
                host, port, user, limit, offered, List.of(them), known, trusted, sign, batchMode, knownTypes, proposal);
    }

    Plans within(Duration it) {
        return new Plans(host, port, user, it, offered, keys, known, trusted, sign, batchMode, knownTypes, proposal);
    }

    Plans withHostKey(Known what, boolean isTrusted) {
        return new Plans(
                host, port, user, limit, offered, keys, what, isTrusted, sign, batchMode, knownTypes, proposal);
    }

    Plans withKnownTypes(String... types) {
        return new Plans(
                host, port, user, limit, offered, keys, known, trusted, sign, batchMode, List.of(types), proposal);
    }

    Plans withoutSigning() {
        return new Plans(
                host, port, user, limit, offered, keys, known, trusted, false, batchMode, knownTypes, proposal);
    }

    Plans inBatchMode() {
        return new Plans(host, port, user, limit, offered, keys, known, trusted, sign, true, knownTypes, proposal);
    }

    /** With an algorithm that ssh does not propose by itself. */
    Plans proposing(String more) {
        return proposing(ssh(more));
    }

    Plans proposing(Proposal it) {
        return new Plans(host, port, user, limit, offered, keys, known, trusted, sign, batchMode, knownTypes, it);
    }

    Plans toHost(String it) {
        return new Plans(it, port, user, limit, offered, keys, known, trusted, sign, batchMode, knownTypes, proposal);
    }

    HandshakePlan plan() {
        return new HandshakePlan(
                host,
                port,
                user,
                LocalEnd.any(),
                limit,
                Duration.ofSeconds(2),
                () -> new HandshakePlan.Offer(offered, Optional.empty()),
                encoding -> Optional.of(SigningKey.publicKey(encoding)),
                (key, address) -> new HostKey(key, known, List.of(), trusted),
                knownTypes,
                proposal,
                Algorithms.usual("pubkeyacceptedalgorithms", RELEASE),
                sign,
                (identity, algorithm, data, session) -> keys.stream()
                        .filter(it -> identity.publicKey().orElseThrow().isSameKeyAs(it.publicKey()))
                        .findFirst()
                        .map(it -> it.sign(algorithm, data)),
                batchMode,
                List.of(),
                layer -> {});
    }

    Handshake run() {
        return TrialHandshake.run(plan());
    }
}
