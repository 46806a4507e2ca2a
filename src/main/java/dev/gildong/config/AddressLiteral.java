package dev.gildong.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads IP addresses as they are written, and never asks anyone for the address of a name. */
public final class AddressLiteral {
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern LITERAL =
            Pattern.compile(OCTET + "(\\." + OCTET + "){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final int LONGEST = 45;

    private AddressLiteral() {}

    /** The address, or null if the text is none. An IPv4 address written as IPv6 ({@code ::ffff:10.0.0.1}) is IPv4. */
    public static @Nullable InetAddress parse(String text) {
        if (text.length() > LONGEST || !LITERAL.matcher(text).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(text); // of what matches it only reads the digits
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
