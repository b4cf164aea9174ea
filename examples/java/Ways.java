import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * All ten calls on WeCom's contact ways and group-join ways, with java.net.http alone.
 *
 * <p>Start {@code menling sandbox}, then: {@code java Ways.java} (JDK 17 or newer). A project of yours would use a JSON
 * library; the few fields here are written and read by hand. Texts may be Chinese as well: here they are ASCII, because
 * JDK 17 reads sources in the encoding of the machine.
 */
public class Ways {
    // The real platform is https://qyapi.weixin.qq.com, with the corpid and the secret of your own app.
    static final String BASE = env("MENLING_SANDBOX", "http://127.0.0.1:9180");
    static final String CORPID = "ww1a2b3c4d5e6f7081";
    static final String SECRET = env("MENLING_SECRET", "sandbox-contact-secret");

    static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    /** The platform said no. */
    static class Refused extends RuntimeException {
        Refused(String message) {
            super(message);
        }
    }

    /** One app of one company. Keep it: its token serves all calls for two hours. */
    record WeCom(String token) {
        static WeCom signIn(String corpid, String secret) throws IOException, InterruptedException {
            var path = "/cgi-bin/gettoken?corpid=" + encode(corpid) + "&corpsecret=" + encode(secret);
            var answer = checked("gettoken", get(path));
            tell("gettoken", "a token for " + number(answer, "expires_in") + " seconds");
            return new WeCom(text(answer, "access_token"));
        }

        String call(String path, String body) throws IOException, InterruptedException {
            var name = path.substring(path.lastIndexOf('/') + 1);
            return checked(name, post("/cgi-bin/externalcontact/" + path + "?access_token=" + encode(token), body));
        }
    }

    /** What can be changed of a contact way. An update sends all of it: what is left out may be emptied. */
    record Way(String remark, boolean skipVerify, String state, List<String> user) {
        String fields() {
            return """
                    "remark": %s, "skip_verify": %b, "state": %s, "user": %s, "party": []"""
                    .formatted(quote(remark), skipVerify, quote(state), array(user));
        }

        Way withUser(String... user) {
            return new Way(remark, skipVerify, state, List.of(user));
        }
    }

    public static void main(String[] args) throws InterruptedException {
        try {
            var wecom = WeCom.signIn(CORPID, SECRET);
            var configId = contactWay(wecom);
            temporaryChat(wecom);
            joinWay(wecom);
            wecom.call("del_contact_way", configId(configId));
            tell("del_contact_way", "its QR code leads nowhere now");
        } catch (Refused e) {
            System.err.println(e.getMessage());
            System.exit(1);
        } catch (IOException | IllegalStateException e) {
            System.err.println("no good answer from " + BASE + ": " + e + ". Is menling sandbox running there?");
            System.exit(1);
        }
    }

    static String contactWay(WeCom wecom) throws IOException, InterruptedException {
        // remark and state: at most 30 characters. state comes back in the event of every customer who scans.
        var way = new Way("Poster of store 3", true, "poster_store3", List.of("zhangsan", "lisi"));
        // type 2: several members. scene 2: a QR code; scene 1, a button in a mini program, has none.
        var added = wecom.call("add_contact_way", "{\"type\": 2, \"scene\": 2, " + way.fields() + "}");
        var id = text(added, "config_id"); // keep it: nothing else leads back to the way
        tell("add_contact_way", id + ", QR code " + text(added, "qr_code"));

        var got = wecom.call("get_contact_way", configId(id));
        tell("get_contact_way", "\"" + text(got, "remark") + "\", state " + text(got, "state"));

        // Without start_time and end_time only the last 90 days are listed, and temporary ways never are.
        var listed = new ArrayList<String>();
        var cursor = "";
        do {
            var page = wecom.call("list_contact_way", "{\"limit\": 1000, \"cursor\": " + quote(cursor) + "}");
            listed.addAll(texts(page, "config_id"));
            cursor = find(page, "next_cursor").orElse("");
        } while (!cursor.isEmpty());
        tell("list_contact_way", listed.size() + " of the last 90 days, ours among them: " + listed.contains(id));

        var changed = way.withUser("lisi", "wangwu");
        wecom.call("update_contact_way", "{\"config_id\": " + quote(id) + ", " + changed.fields() + "}");
        tell("update_contact_way", "zhangsan has left, wangwu answers too");
        return id;
    }

    /** For companies of the medical industry: the QR code serves one customer, once, and leads to one member. */
    static void temporaryChat(WeCom wecom) throws IOException, InterruptedException {
        // expires_in and chat_expires_in: seconds that the code and the chat live, at most 14 days. Conclusions end the chat.
        var added = wecom.call("add_contact_way", """
                {
                  "type": 1, "scene": 2, "user": ["zhangyisheng"],
                  "is_temp": true, "expires_in": 86400, "chat_expires_in": 86400,
                  "conclusions": {"text": {"content": "This consultation has ended. Stay healthy!"}}
                }""");
        var id = text(added, "config_id");
        tell("add_contact_way", id + ", for a temporary chat");

        // What a customer's phone does in reality, the sandbox's control API does here.
        var scanned = post("/sandbox/v1/scan", "{\"customer\": \"c01\", \"config_id\": " + quote(id) + "}");
        tell("(scan)", "customer c01 and " + text(scanned, "userid") + ": " + text(scanned, "result"));
        var customers = get("/sandbox/v1/customers");
        var customer = text(customers.substring(customers.indexOf("\"id\":\"c01\"")), "external_userid");

        wecom.call("close_temp_chat", "{\"userid\": \"zhangyisheng\", \"external_userid\": " + quote(customer) + "}");
        tell("close_temp_chat", "the chat with " + customer + " is over");
    }

    static void joinWay(WeCom wecom) throws IOException, InterruptedException {
        // auto_create_room 1: when all groups are full a new one is made, called "Sales 10", then "Sales 11".
        // chat_id_list: at most 5. state comes back in groupchat/get, at the member who joined.
        var fields = """
                "scene": 2, "remark": "Spring campaign", "state": "spring",
                "auto_create_room": 1, "room_base_name": "Sales ", "room_base_id": 10, "chat_id_list": %s""";
        var one = fields.formatted(array(List.of("wrSandboxGroup00000000000000001")));
        var id = text(wecom.call("groupchat/add_join_way", "{" + one + "}"), "config_id");
        tell("add_join_way", id); // nothing lists join ways: without its config_id one is lost

        // The QR code comes from get_join_way, not from add_join_way.
        var got = wecom.call("groupchat/get_join_way", configId(id));
        tell("get_join_way", "\"" + text(got, "remark") + "\", QR code " + text(got, "qr_code"));

        var two = fields.formatted(array(List.of("wrSandboxGroup00000000000000001", "wrSandboxGroup00000000000000002")));
        wecom.call("groupchat/update_join_way", "{\"config_id\": " + quote(id) + ", " + two + "}");
        tell("update_join_way", "leads to two groups now");

        wecom.call("groupchat/del_join_way", configId(id));
        tell("del_join_way", "its QR code leads nowhere now");
    }

    /** A refusal comes with HTTP status 200 too: only errcode tells. Never compare errmsg, it changes. */
    static String checked(String name, String answer) {
        if (number(answer, "errcode") != 0) {
            throw new Refused(name + ": errcode " + number(answer, "errcode") + ": " + text(answer, "errmsg"));
        }
        return answer;
    }

    static String get(String path) throws IOException, InterruptedException {
        return send(request(path).build());
    }

    static String post(String path, String body) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)).build());
    }

    static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(BASE + path)).timeout(Duration.ofSeconds(10));
    }

    static String send(HttpRequest request) throws IOException, InterruptedException {
        var response = HTTP.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(request.uri().getPath() + ": HTTP status " + response.statusCode());
        }
        return response.body();
    }

    // The little JSON that is needed here.

    static String configId(String id) {
        return "{\"config_id\": " + quote(id) + "}";
    }

    static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    static String array(List<String> texts) {
        return texts.stream().map(Ways::quote).collect(Collectors.joining(", ", "[", "]"));
    }

    static List<String> texts(String json, String name) {
        return Pattern.compile('"' + name + "\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"").matcher(json).results()
                .map(found -> found.group(1).replaceAll("\\\\(.)", "$1"))
                .toList();
    }

    static Optional<String> find(String json, String name) {
        return texts(json, name).stream().findFirst();
    }

    static String text(String json, String name) {
        return find(json, name).orElseThrow(() -> new IllegalStateException("no " + name + " in " + json));
    }

    static long number(String json, String name) {
        var found = Pattern.compile('"' + name + "\"\\s*:\\s*(-?\\d+)").matcher(json);
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }

    static String encode(String value) {
        return URLEncoder.encode(value, UTF_8);
    }

    static String env(String name, String fallback) {
        return Optional.ofNullable(System.getenv(name)).orElse(fallback);
    }

    static void tell(String name, String outcome) {
        System.out.printf("%-20s%s%n", name, outcome);
    }
}
