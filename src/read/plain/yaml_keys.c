/* SPDX-License-Identifier: MIT */
#include "read/plain/yaml_keys.h"

#include "read/plain/layout.h"

/* Which keys stand under which, in the files that tutorials show; "" is the page, "*" a name of the author's.
 */

static const struct family families[] = {
    {"/",
     "apiVersion kind metadata spec data stringData type rules subjects roleRef name on env jobs version services volumes networks "
     "openapi info servers paths components tags permissions concurrency defaults run-name stages variables image before_script "
     "after_script cache include workflow global scrape_configs rule_files alerting groups provisioner reclaimPolicy parameters "
     "secrets configs x-common spring server logging management description steps pipeline trigger pool resources binaryData "
     "dependencies dev_dependencies environment flutter dependency_overrides publish_to receivers route templates appVersion "
     "replicaCount service ingress plugins collections roles extends webhooks args language repos hosts vars tasks handlers",
     false},
    {"metadata", "name namespace labels annotations generateName finalizers ownerReferences uid", false},
    {"labels annotations matchLabels nodeSelector data stringData selector limits requests parameters",
     "app tier environment version cpu memory "
     "name component matchLabels matchExpressions",
     true},
    {"spec",
     "replicas selector template containers initContainers volumes ports type clusterIP rules ingressClassName tls schedule jobTemplate "
     "backoffLimit completions parallelism restartPolicy serviceAccountName nodeSelector affinity tolerations securityContext strategy "
     "minReplicas maxReplicas metrics scaleTargetRef accessModes resources storageClassName capacity hostPath podSelector policyTypes "
     "ingress egress serviceName volumeClaimTemplates hard limits concurrencyPolicy successfulJobsHistoryLimit terminationGracePeriodSeconds "
     "persistentVolumeReclaimPolicy hostNetwork dnsPolicy source destination project syncPolicy group names scope versions "
     "minAvailable maxUnavailable revisionHistoryLimit updateStrategy imagePullSecrets behavior claimRef volumeMode "
     "topologySpreadConstraints priorityClassName entryPoints routes workflow entrypoint templates suspend",
     false},
    {"template jobTemplate", "metadata spec", false},
    {"containers initContainers",
     "name image ports env envFrom volumeMounts resources command args livenessProbe readinessProbe startupProbe "
     "imagePullPolicy securityContext lifecycle workingDir",
     false},
    {"ports", "containerPort port targetPort protocol name nodePort hostPort target published mode", false},
    {"env", "name value valueFrom", true},
    {"valueFrom", "secretKeyRef configMapKeyRef fieldRef resourceFieldRef", false},
    {"secretKeyRef configMapKeyRef", "name key optional", false},
    {"envFrom", "configMapRef secretRef prefix", false},
    {"configMapRef secretRef", "name", false},
    {"volumeMounts", "name mountPath readOnly subPath", false},
    {"livenessProbe readinessProbe startupProbe",
     "httpGet tcpSocket exec initialDelaySeconds periodSeconds timeoutSeconds failureThreshold "
     "successThreshold grpc",
     false},
    {"httpGet", "path port scheme httpHeaders", false},
    {"tcpSocket", "port", false},
    {"exec", "command", false},
    {"resources", "limits requests", false},
    {"strategy", "type rollingUpdate matrix fail-fast max-parallel", false},
    {"rollingUpdate", "maxSurge maxUnavailable partition", false},
    {"matrix",
     "node-version os python-version include exclude shardIndex shardTotal go-version java-version browser",
     true},
    {"securityContext",
     "runAsUser runAsGroup runAsNonRoot fsGroup privileged capabilities allowPrivilegeEscalation readOnlyRootFilesystem seccompProfile",
     false},
    {"capabilities", "add drop", false},
    {"volumes",
     "name configMap secret persistentVolumeClaim emptyDir hostPath csi projected type source target driver driver_opts external",
     true},
    {"persistentVolumeClaim", "claimName", false},
    {"configMap secret", "name secretName items defaultMode", false},
    {"backend", "service serviceName servicePort", false},
    {"http", "paths", false},
    {"paths", "path pathType backend", true},
    {"rules", "host http apiGroups resources verbs alert expr for labels annotations if when changes record",
     false},
    {"tls", "hosts secretName", false},
    {"scaleTargetRef roleRef", "apiVersion kind name apiGroup", false},
    {"subjects", "kind name namespace apiGroup", false},
    {"metrics", "type resource pods", false},
    {"resource", "name target", false},
    {"target", "type averageUtilization averageValue", false},
    {"on",
     "push pull_request workflow_dispatch schedule release workflow_call pull_request_target workflow_run issues",
     false},
    {"push pull_request", "branches paths tags types branches-ignore paths-ignore", false},
    {"schedule", "cron interval", false},
    {"jobs", "", true},
    {"steps",
     "name uses run with env if id working-directory shell continue-on-error timeout-minutes task script checkout displayName inputs",
     false},
    {"with",
     "node-version python-version path key name fetch-depth token cache distribution java-version go-version repository ref push tags context "
     "file restore-keys retention-days script registry username password",
     true},
    {"services", "", true},
    {"networks driver_opts", "", true},
    {"build", "context dockerfile args target cache_from", false},
    {"healthcheck", "test interval timeout retries start_period", false},
    {"depends_on", "", true},
    {"deploy", "replicas resources restart_policy placement update_config mode limits", false},
    {"logging", "driver options level pattern file", false},
    {"environment args options variables vars", "", true},
    {"info", "title version description contact license", false},
    {"responses", "", true},
    {"content", "application/json", true},
    {"schema items", "type properties required $ref items format", false},
    {"properties schemas", "", true},
    {"spring",
     "application datasource jpa profiles kafka redis data security config cloud main rabbitmq flyway cache mvc",
     false},
    {"datasource", "url username password driver-class-name hikari", false},
    {"jpa", "hibernate show-sql properties open-in-view", false},
    {"tasks handlers pre_tasks post_tasks block rescue always",
     "name ansible.builtin.apt apt yum service copy template file command shell user when register notify become loop with_items "
     "debug set_fact tags vars ignore_errors changed_when failed_when delegate_to block rescue "
     "include_tasks import_tasks lineinfile get_url uri git package until retries delay no_log "
     "args environment fail assert pip systemd",
     false},
    {"apt yum service copy template file user lineinfile get_url uri git package systemd pip debug stat unarchive archive cron mount group",
     "name state src dest owner group mode enabled path content update_cache msg var url repo version line regexp create recurse "
     "daemon_reload shell groups home append checksum validate backup remote_src daemon_reexec",
     false},
    {"scrape_configs",
     "job_name static_configs scrape_interval metrics_path kubernetes_sd_configs relabel_configs", false},
    {"static_configs", "targets labels", false},
    {"global", "scrape_interval evaluation_interval external_labels resolve_timeout", false},
};

/* Names under jobs and services have keys of their own. */
static const char job_keys[] =
    "runs-on steps needs strategy env if timeout-minutes container services permissions outputs environment name uses with defaults "
    "concurrency image build ports volumes depends_on networks restart command environment env_file healthcheck container_name "
    "deploy logging stage script only artifacts rules cache before_script entrypoint user working_dir expose profiles labels "
    "extra_hosts cap_add privileged read_only tmpfs ulimits secrets configs";
static const char nullable[] = "pull_request workflow_dispatch emptyDir push workflow_call";

const struct family *family_of(struct text parent) {
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        if (layout_listed(families[i].parents, parent))
            return &families[i];
    return NULL;
}

const struct family *family_of_page(void) { return &families[0]; }

bool family_of_job(struct text key) { return layout_listed(job_keys, key); }

bool family_may_be_empty(struct text key) { return layout_listed(nullable, key); }

bool family_knows(struct text key) {
    if (family_of_job(key))
        return true;
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        if (layout_listed(families[i].children, key) || layout_listed(families[i].parents, key))
            return true;
    return false;
}
