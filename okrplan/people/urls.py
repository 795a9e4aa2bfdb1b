"""Sign-in, a person's own keys, settings.

Of allauth only what the product offers is named here: nobody signs up, and addresses are kept by administrators.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path, re_path

from okrplan.people.views import account as own
from okrplan.people.views import entrance, settings

sign_in = [
    path("account/login/", account.login, name="account_login"),
    path("account/logout/", account.logout, name="account_logout"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/password/set/", account.password_set, name="account_set_password"),
    path("account/password/reset/", account.password_reset, name="account_reset_password"),
    path("account/password/reset/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^account/password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "account/password/reset/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]

second_factor = [
    path("account/second-factor/", mfa.index, name="mfa_index"),
    path("account/second-factor/code/", mfa.authenticate, name="mfa_authenticate"),
    path("account/second-factor/again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("account/second-factor/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/second-factor/app/off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/second-factor/recovery/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/second-factor/recovery/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("account/second-factor/recovery/file/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
]

for_administrators = [
    path("settings/", settings.people, name="settings_people"),
    path("settings/people/add/", settings.add_person, name="settings_add_person"),
    path("settings/people/<int:pk>/", settings.person, name="settings_person"),
    path("settings/people/<int:pk>/role/", settings.set_role, name="settings_set_role"),
    path("settings/people/<int:pk>/role/<int:membership>/remove/", settings.remove_role, name="settings_remove_role"),
    path("settings/people/<int:pk>/deactivate/", settings.deactivate, name="settings_deactivate"),
    path("settings/people/<int:pk>/reactivate/", settings.reactivate, name="settings_reactivate"),
    path("settings/people/<int:pk>/link/", settings.new_link, name="settings_new_link"),
    path("settings/departments/", settings.departments, name="settings_departments"),
    path("settings/departments/add/", settings.add_department, name="settings_add_department"),
    path("settings/departments/<int:pk>/", settings.department, name="settings_department"),
    path("settings/departments/<int:pk>/remove/", settings.remove_department, name="settings_remove_department"),
    path("settings/installation/", settings.installation, name="settings_installation"),
]

urlpatterns = [
    path("", entrance.home, name="home"),
    path("setup/", entrance.setup, name="setup"),
    path("language/", entrance.language, name="language"),
    path("demo/enter/", entrance.demo_enter, name="demo_enter"),
    path("demo/day/", entrance.demo_day, name="demo_day"),
    *sign_in,
    *second_factor,
    path("account/tokens/", own.tokens, name="tokens"),
    path("account/tokens/<int:pk>/revoke/", own.revoke_token, name="revoke_token"),
    *for_administrators,
]
