package dev.sshwhy.collect.handshake;

import dev.sshwhy.collect.handshake.HandshakePlan.AddressFamily;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.HostKey.Known;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.testing.SigningKey;
import java.time.Duration;
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
        ConfiguredAlgorithms algorithms) {

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
                ConfiguredAlgorithms.none());
    }

    Plans signingWith(SigningKey... them) {
        return new Plans(
                host,
                port,
                user,
                limit,
                offered,
                List.of(them),
                known,
                trusted,
                sign,
                batchMode,
                knownTypes,
                algorithms);
    }

    Plans within(Duration it) {
        return new Plans(host, port, user, it, offered, keys, known, trusted, sign, batchMode, knownTypes, algorithms);
    }

    Plans withHostKey(Known what, boolean isTrusted) {
        return new Plans(
                host, port, user, limit, offered, keys, what, isTrusted, sign, batchMode, knownTypes, algorithms);
    }

    Plans withKnownTypes(String... types) {
        return new Plans(
                host, port, user, limit, offered, keys, known, trusted, sign, batchMode, List.of(types), algorithms);
    }

    Plans withoutSigning() {
        return new Plans(
                host, port, user, limit, offered, keys, known, trusted, false, batchMode, knownTypes, algorithms);
    }

    Plans inBatchMode() {
        return new Plans(host, port, user, limit, offered, keys, known, trusted, sign, true, knownTypes, algorithms);
    }

    Plans withAlgorithms(ConfiguredAlgorithms it) {
        return new Plans(host, port, user, limit, offered, keys, known, trusted, sign, batchMode, knownTypes, it);
    }

    Plans toHost(String it) {
        return new Plans(it, port, user, limit, offered, keys, known, trusted, sign, batchMode, knownTypes, algorithms);
    }

    HandshakePlan plan() {
        return new HandshakePlan(
                host,
                port,
                user,
                AddressFamily.ANY,
                limit,
                Duration.ofSeconds(2),
                offered,
                encoding -> Optional.of(SigningKey.publicKey(encoding)),
                key -> new HostKey(key, known, List.of(), trusted),
                knownTypes,
                sign,
                (identity, algorithm, data, session) -> keys.stream()
                        .filter(it -> identity.publicKey().orElseThrow().isSameKeyAs(it.publicKey()))
                        .findFirst()
                        .map(it -> it.sign(algorithm, data)),
                batchMode,
                algorithms);
    }

    Handshake run() {
        return TrialHandshake.run(plan());
    }
}
