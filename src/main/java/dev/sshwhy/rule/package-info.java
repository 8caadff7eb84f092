/** What a rule is: a check, its page, what it finds. Imports {@code evidence} alone, and reads no file. */
package dev.sshwhy.rule;
