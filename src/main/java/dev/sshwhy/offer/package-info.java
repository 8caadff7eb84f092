/** Which keys ssh offers to a host, in which order, and why not the others. Pure; imports {@code evidence} alone. */
package dev.sshwhy.offer;
