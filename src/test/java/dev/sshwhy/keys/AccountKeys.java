package dev.sshwhy.keys;

import dev.sshwhy.evidence.PublicKey;
import java.util.Base64;

/** Public keys made by ssh-keygen for these tests; nobody holds their private halves. */
final class AccountKeys {
    static final String ED_BLOB = "AAAAC3NzaC1lZDI1NTE5AAAAIDCC48RN+ydTReNNjDOzeFOUcd7HT7YKvxZOPDa0qNxI";
    static final String RSA_BLOB =
            "AAAAB3NzaC1yc2EAAAADAQABAAABAQC67w2XKSr9Mc43QC5dCNz/YnexykQS89dPhGtgcEgCA/fUQdT1+0aba0wH+7NyUG7U4iDGeAO1PP7nZXKvsQ3Odu4D3WT47RvROTz+1pxxrN73+tbLBGmVIqX2jMDz/WVH/UnUl8dgNrAMgu/Z6jPAQQvR6n7ly6TYIbzp/TKsSINZBFRRxpKXTNmxAmkEB7hji/O7Aa4TD+c/gl10WM6xepr+LhMHE+ke7M43W1JXbLtN7HoRnHvvwmH04TktGnRf1hKtdH4pNEYA/SDxjYYlu59qJ6SzPf/xcy0GMXSEnYKO7eBjBvA9XDFvWchfv+UGEA1uE5gzv0tkVlAPgCUh";
    static final String ECDSA_BLOB =
            "AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBHnBI+42oG55MJW6JAiY1Ei/SdxYmLSEaZutJ5QYA+J+fKkuQ6mwO6JjUyg6lnpDnFKmC4jJ3gVBdXF0NhrBjSI=";
    static final String DSA_BLOB =
            "AAAAB3NzaC1kc3MAAACBAN873/QWSneua8NmEVsPATb453avjmJRQUj8mOgYp12Q8Xec/raIakx+nA/+2nIx1gEVh755zhJs8gpLyO2F/1YwfQzcKJf0zGlKZ5YiBz3APdoM8OxB78qWv8K21iy/6zwFbMQ5feMx7ygaQ4JScddZ5nrhdN+FuZGgVNMU6V5DAAAAFQCTefZrMCTPOr0DmUT0r7J898UgywAAAIBIFX6uV+e/44343sXTrzKa3k/SpaQhJSDL/54vP2CT7yYZ2UW4+X33rbUX13MmIGy7wH3hLL4pl+CAOVebBH3PaebklcptZ3c9BI1QrPSvw0Q1RvhM2vxUBVnPrrKtL0KEXxYwVJJ2gAjNyDhBdMio9Ef/8dcLn60R4kpypYzCugAAAIEAlofbny0ktFEMcdTq/JjsyrT2wmqHsVRThLJt5Ti5S3+d/EucgTKiMvIBSigOUJ35uthyz6l39D55meXwKkbJDkQLErQrtp2c91NtWm0pcpuDFajgiWgBHcKSn8pclOSN5POH+eB2pl2II+or245lC0Mhx6ZhzGP5iD+Xq733GKM=";
    static final String SMALL_RSA_BLOB =
            "AAAAB3NzaC1yc2EAAAADAQABAAAAgQDH9eiFIibDHRSo+w/vSp+kez3T8dvMKdyJRtiVxbBkiPIb7TyMOz+kEfnY5juGoUnW+GB+ce97YfOZ0K63nF84T2cfnckGH3PO8fnmWHldGUJ3tyswdb1wUYVDR9p+S9Oh/uYmXoU04KHrfOIM5H37Geo+PZDOqgyd1EDLLA+jkw==";
    static final String CERTIFICATE_BLOB =
            "AAAAIHNzaC1lZDI1NTE5LWNlcnQtdjAxQG9wZW5zc2guY29tAAAAIH+8kUbXVx/pOQaT87bNTvbxeleEy80W7nRAB4LxfQwHAAAAIDCC48RN+ydTReNNjDOzeFOUcd7HT7YKvxZOPDa0qNxIAAAAAAAAAAAAAAABAAAAAm1lAAAACAAAAARyb290AAAAAAAAAAD//////////wAAAAAAAACCAAAAFXBlcm1pdC1YMTEtZm9yd2FyZGluZwAAAAAAAAAXcGVybWl0LWFnZW50LWZvcndhcmRpbmcAAAAAAAAAFnBlcm1pdC1wb3J0LWZvcndhcmRpbmcAAAAAAAAACnBlcm1pdC1wdHkAAAAAAAAADnBlcm1pdC11c2VyLXJjAAAAAAAAAAAAAABoAAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBHnBI+42oG55MJW6JAiY1Ei/SdxYmLSEaZutJ5QYA+J+fKkuQ6mwO6JjUyg6lnpDnFKmC4jJ3gVBdXF0NhrBjSIAAABkAAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAABJAAAAIQDgUoj+oxCpkDOC3SNu0zLHnosbCa9pWnNDaPNEBvUPeQAAACA3CE4UcsRIKVDqfpLEhyqMez/HyfjJLeOicj1d4OELdw==";

    static final String ED = "ssh-ed25519 " + ED_BLOB;
    static final String RSA = "ssh-rsa " + RSA_BLOB;
    static final String ECDSA = "ecdsa-sha2-nistp256 " + ECDSA_BLOB;

    static final String ED_SHA256 = "SHA256:GxNd+XdFoCshufMnXrvIfW0YY9N6bmyypVxPvHuE1uI";
    static final String ED_MD5 = "MD5:6c:37:28:b1:58:88:2d:dd:e1:4c:34:3e:6d:02:bf:60";

    private AccountKeys() {}

    static PublicKey key(String blob, String comment) {
        return PublicKeys.fromBlob(Base64.getDecoder().decode(blob), comment).orElseThrow();
    }
}
