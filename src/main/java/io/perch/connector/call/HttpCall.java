package io.perch.connector.call;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;

/**
 * One request, ready to go.
 *
 * @param server the address that was judged: this one is dialled, whatever the name says by then
 * @param host   for the Host header, the certificate and messages
 * @param uri    path and query
 * @param body   {@code null} for none
 */
public record HttpCall(HttpMethod method, SocketAddress server, String host, int port, boolean ssl, String uri, MultiMap headers,
        Buffer body) {

    RequestOptions options() {
        return new RequestOptions().setMethod(method).setServer(server).setHost(host).setPort(port).setSsl(ssl).setURI(uri)
                .setHeaders(headers);
    }

    /** As messages name the other side: without the path, in which there may be a key. */
    String otherSide() {
        return host + ":" + port;
    }
}
