package io.perch.base;

import java.util.Set;

/** Who is calling. With security off everyone is {@link #NOBODY}, as in ML Commons without its security plugin. */
public record Caller(String name, Set<String> backendRoles, Set<String> roles) {

    public static final String ANONYMOUS = "anonymous";
    public static final Caller NOBODY = new Caller(null, Set.of(), Set.of());

    /** By which limits and logs know him. */
    public String userName() {
        return name == null ? ANONYMOUS : name;
    }
}
