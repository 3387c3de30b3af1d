package io.perch.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class ServersTest {

    @Test
    void postgresKeepsItsDataOverARestart() throws Exception {
        String url = "jdbc:postgresql://127.0.0.1:" + Servers.postgres().port() + "/perch";
        try (Connection connection = DriverManager.getConnection(url, "perch", "perch"); Statement sql = connection.createStatement()) {
            sql.execute("CREATE TABLE servers_test AS SELECT 'ä' AS text");
        }

        Servers.postgres().restart();

        try (Connection connection = DriverManager.getConnection(url, "perch", "perch"); Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery("SELECT text FROM servers_test")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("ä");
        }
    }

    @Test
    void openSearchKeepsItsDataOverARestart() throws Exception {
        String url = Servers.openSearch().url() + "/servers_test/_doc/1";
        try (HttpClient client = HttpClient.newHttpClient()) {
            client.send(HttpRequest.newBuilder(URI.create(url)).header("Content-Type", "application/json")
                    .PUT(BodyPublishers.ofString("{\"text\":\"kept\"}")).build(), BodyHandlers.discarding());

            Servers.openSearch().restart();

            assertThat(client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString()).body())
                    .contains("\"found\":true", "kept");
        }
    }
}
