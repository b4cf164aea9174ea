<?php

// All ten calls on WeCom's contact ways and group-join ways, with PHP 8.1 or newer and its curl extension.
//
// Start `menling sandbox`, then: php ways.php

declare(strict_types=1);

// The real platform is https://qyapi.weixin.qq.com, with the corpid and the secret of your own app.
define('BASE', getenv('MENLING_SANDBOX') ?: 'http://127.0.0.1:9180');
const CORPID = 'ww1a2b3c4d5e6f7081';
define('SECRET', getenv('MENLING_SECRET') ?: 'sandbox-contact-secret');

/** The platform said no. */
final class Refused extends RuntimeException
{
}

/** One app of one company. Its token serves all calls for two hours: keep it, in a cache that your processes share. */
final class WeCom
{
    private function __construct(private readonly string $token)
    {
    }

    public static function signIn(string $corpid, string $secret): self
    {
        $query = http_build_query(['corpid' => $corpid, 'corpsecret' => $secret]);
        $answer = checked('gettoken', request("/cgi-bin/gettoken?$query"));
        tell('gettoken', "a token for {$answer['expires_in']} seconds");

        return new self($answer['access_token']);
    }

    public function call(string $path, array $fields): array
    {
        $query = http_build_query(['access_token' => $this->token]);

        return checked(basename($path), request("/cgi-bin/externalcontact/$path?$query", $fields));
    }
}

/** GET, or POST of fields as JSON; gives the JSON of the answer. */
function request(string $path, ?array $fields = null): array
{
    $curl = curl_init(BASE . $path);
    curl_setopt_array($curl, [CURLOPT_RETURNTRANSFER => true, CURLOPT_FAILONERROR => true, CURLOPT_TIMEOUT => 10]);
    if ($fields !== null) {
        curl_setopt_array($curl, [
            CURLOPT_POSTFIELDS => json_encode($fields, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE),
            CURLOPT_HTTPHEADER => ['Content-Type: application/json'],
        ]);
    }
    $body = curl_exec($curl);
    if ($body === false) {
        throw new RuntimeException(curl_error($curl));
    }

    return json_decode($body, true, flags: JSON_THROW_ON_ERROR);
}

/** A refusal comes with HTTP status 200 too: only errcode tells. Never compare errmsg, it changes. */
function checked(string $name, array $answer): array
{
    if (($answer['errcode'] ?? 0) !== 0) {
        throw new Refused("$name: errcode {$answer['errcode']}: {$answer['errmsg']}");
    }

    return $answer;
}

function tell(string $name, string $outcome): void
{
    printf("%-20s%s\n", $name, $outcome);
}

function contactWay(WeCom $wecom): string
{
    $added = $wecom->call('add_contact_way', [
        'type' => 2, // several members
        'scene' => 2, // a QR code; scene 1, a button in a mini program, has none
        'user' => ['zhangsan', 'lisi'],
        'remark' => '3号店海报', // at most 30 characters, as state
        'state' => 'poster_store3', // comes back in the event of every customer who scans
    ]);
    $configId = $added['config_id']; // keep it: nothing else leads back to the way
    tell('add_contact_way', "$configId, QR code {$added['qr_code']}");

    $way = $wecom->call('get_contact_way', ['config_id' => $configId])['contact_way'];
    tell('get_contact_way', "「{$way['remark']}」 leads to " . implode(', ', $way['user']));

    // Without start_time and end_time only the last 90 days are listed, and temporary ways never are.
    $listed = [];
    $cursor = '';
    do {
        $page = $wecom->call('list_contact_way', ['limit' => 1000, 'cursor' => $cursor]);
        array_push($listed, ...array_column($page['contact_way'], 'config_id'));
        $cursor = $page['next_cursor'] ?? '';
    } while ($cursor !== '');
    $ours = in_array($configId, $listed, true) ? 'yes' : 'no';
    tell('list_contact_way', count($listed) . " of the last 90 days, ours among them: $ours");

    // Send every field that can be changed: what is left out may be emptied.
    $wecom->call('update_contact_way', [
        'config_id' => $configId,
        'remark' => $way['remark'],
        'skip_verify' => $way['skip_verify'],
        'state' => $way['state'],
        'user' => ['lisi', 'wangwu'],
        'party' => $way['party'],
    ]);
    tell('update_contact_way', 'zhangsan has left, wangwu answers too');

    return $configId;
}

/** For companies of the medical industry: the QR code serves one customer, once. */
function temporaryChat(WeCom $wecom): void
{
    $added = $wecom->call('add_contact_way', [
        'type' => 1, // one member, as a temporary way must have
        'scene' => 2,
        'user' => ['zhangyisheng'],
        'is_temp' => true,
        'expires_in' => 86400, // seconds that the code lives, at most 14 days
        'chat_expires_in' => 86400, // seconds that the chat lives
        'conclusions' => ['text' => ['content' => '本次问诊已结束，祝您健康。']], // said at its end
    ]);
    tell('add_contact_way', "{$added['config_id']}, for a temporary chat");

    // What a customer's phone does in reality, the sandbox's control API does here.
    $scanned = request('/sandbox/v1/scan', ['customer' => 'c01', 'config_id' => $added['config_id']]);
    tell('(scan)', "customer c01 and {$scanned['userid']}: {$scanned['result']}");
    $externalUserid = array_column(request('/sandbox/v1/customers'), 'external_userid', 'id')['c01'];

    $wecom->call('close_temp_chat', ['userid' => 'zhangyisheng', 'external_userid' => $externalUserid]);
    tell('close_temp_chat', "the chat with $externalUserid is over");
}

function joinWay(WeCom $wecom): void
{
    $fields = [
        'scene' => 2,
        'remark' => '春季活动',
        'auto_create_room' => 1, // a new group is made when the others are full
        'room_base_name' => '销售群',
        'room_base_id' => 10, // it is called 销售群10, the next one 销售群11
        'chat_id_list' => ['wrSandboxGroup00000000000000001'], // at most 5
        'state' => 'spring', // comes back in groupchat/get, at the member who joined
    ];
    // Nothing lists join ways: without its config_id one is lost.
    $configId = $wecom->call('groupchat/add_join_way', $fields)['config_id'];
    tell('add_join_way', $configId);

    // The QR code comes from get_join_way, not from add_join_way.
    $way = $wecom->call('groupchat/get_join_way', ['config_id' => $configId])['join_way'];
    tell('get_join_way', "「{$way['remark']}」, QR code {$way['qr_code']}");

    $fields['chat_id_list'][] = 'wrSandboxGroup00000000000000002';
    $wecom->call('groupchat/update_join_way', ['config_id' => $configId, ...$fields]);
    tell('update_join_way', 'leads to two groups now');

    $wecom->call('groupchat/del_join_way', ['config_id' => $configId]);
    tell('del_join_way', 'its QR code leads nowhere now');
}

try {
    $wecom = WeCom::signIn(CORPID, SECRET);
    $configId = contactWay($wecom);
    temporaryChat($wecom);
    joinWay($wecom);
    $wecom->call('del_contact_way', ['config_id' => $configId]);
    tell('del_contact_way', 'its QR code leads nowhere now');
} catch (Refused $refused) {
    fwrite(STDERR, $refused->getMessage() . "\n");
    exit(1);
} catch (RuntimeException | JsonException $error) {
    fwrite(STDERR, 'no good answer from ' . BASE . ": {$error->getMessage()}. Is menling sandbox running there?\n");
    exit(1);
}
